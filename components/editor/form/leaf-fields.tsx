"use client";
/** Fields of values that have no parts: text, numbers, yes or no, one of a few, any JSON. */
import type { FieldProps } from "@rjsf/utils";
import { classes } from "@/components/ui/classes";
import { defaultText } from "@/core/forms/defaults";
import type { Json } from "@/core/node";
import type { JsonSchema } from "@/core/task";
import { FIELD } from "../field-classes";
import { JsonInput } from "../JsonInput";
import { fieldName } from "./field-name";
import type { FieldLook } from "./field-look";
import { MomentInput } from "./MomentInput";
import { useTyped, type ReadText } from "./use-typed";

/** What every input says of itself. */
function aria({ fieldPathId, rawErrors, required }: FieldProps) {
  const { $id } = fieldPathId;
  return {
    id: $id,
    "aria-label": fieldName(fieldPathId.path),
    "aria-required": required === true ? true : undefined,
    "aria-invalid": (rawErrors?.length ?? 0) > 0,
    "aria-describedby": `${$id}__error ${$id}__hint`,
  };
}

const INPUT_TYPES: { [format: string]: string } = {
  date: "date",
  time: "time",
  email: "email",
  uri: "url",
};

/** Beyond this a text is given room for lines. */
const SHORT_LENGTH = 100;

export function TextField(props: FieldProps) {
  const { formData, onChange, fieldPathId } = props;
  const schema = props.schema as JsonSchema;
  const { format, maxLength, pattern } = schema;
  const value = typeof formData === "string" ? formData : undefined;
  const set = (next: string) => onChange(next === "" ? undefined : next, fieldPathId.path);
  if (format === "date-time")
    return <MomentInput {...aria(props)} value={value} onValueChange={(next) => set(next ?? "")} />;
  const shared = {
    ...aria(props),
    autoComplete: "off",
    placeholder: value === "" ? "an empty text" : defaultText(schema),
    value: value ?? "",
  };
  const isShort = typeof maxLength === "number" && maxLength <= SHORT_LENGTH;
  if (format !== undefined || pattern !== undefined || isShort)
    return (
      <input
        {...shared}
        type={INPUT_TYPES[String(format)] ?? "text"}
        step={format === "time" ? 1 : undefined}
        className={FIELD}
        onChange={(event) => set(event.target.value)}
      />
    );
  return (
    <textarea
      {...shared}
      rows={Math.min(8, shared.value.split("\n").length)}
      className={classes(FIELD, "block h-auto max-h-60 min-h-8 resize-none py-[5px] leading-5")}
      style={{ fieldSizing: "content" } as object}
      onChange={(event) => set(event.target.value)}
    />
  );
}

function readNumber(text: string): ReadText<number> {
  const bare = text.trim().replace(",", ".");
  if (bare === "") return { value: undefined };
  const number = Number(bare);
  return Number.isFinite(number) ? { value: number } : { error: "This is no number yet." };
}

/** The bounds of a number, where they are not those of the machine. */
function boundsOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema) {
  const isReal = (bound: unknown): bound is number =>
    typeof bound === "number" &&
    Number.isSafeInteger(Math.round(bound)) &&
    Math.abs(bound) < 2 ** 53 - 1;
  const low = isReal(minimum)
    ? `from ${minimum}`
    : isReal(exclusiveMinimum)
      ? `above ${exclusiveMinimum}`
      : "";
  const high = isReal(maximum)
    ? `to ${maximum}`
    : isReal(exclusiveMaximum)
      ? `below ${exclusiveMaximum}`
      : "";
  return [low, high].filter((part) => part !== "").join(" ");
}

export function NumberField(props: FieldProps) {
  const { formData, onChange, fieldPathId } = props;
  const schema = props.schema as JsonSchema;
  const { text, error, onText } = useTyped<number>({
    name: fieldPathId.$id,
    value: typeof formData === "number" ? formData : undefined,
    write: (value) => (value === undefined ? "" : String(value)),
    read: readNumber,
    onValueChange: (value) => onChange(value, fieldPathId.path),
  });
  const own = aria(props);
  return (
    <>
      <input
        {...own}
        aria-invalid={own["aria-invalid"] || error !== null}
        aria-describedby={`${own["aria-describedby"]} ${own.id}__typed`}
        inputMode={schema["type"] === "integer" ? "numeric" : "decimal"}
        autoComplete="off"
        className={`${FIELD} num`}
        placeholder={defaultText(schema) ?? boundsOf(schema)}
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
      <p id={`${own.id}__typed`} aria-live="polite" className="text-meta text-danger empty:hidden">
        {error}
      </p>
    </>
  );
}

export function BooleanField(props: FieldProps) {
  const { formData, onChange, fieldPathId } = props;
  const { default: byDefault } = props.schema;
  const value = typeof formData === "boolean" ? formData : byDefault;
  return (
    <label className="flex w-fit items-center gap-2">
      <input
        {...aria(props)}
        type="checkbox"
        ref={(input) => {
          if (input !== null) input.indeterminate = value === undefined;
        }}
        className="size-4 accent-(--accent)"
        checked={value === true}
        onChange={(event) => onChange(event.target.checked, fieldPathId.path)}
      />
      <span aria-hidden className="text-soft">
        {value === undefined ? "not set" : value ? "true" : "false"}
        {formData === undefined && byDefault !== undefined ? " (default)" : ""}
      </span>
    </label>
  );
}

const labelOf = (value: Json) => (typeof value === "string" ? value : JSON.stringify(value));

export function EnumField(props: FieldProps) {
  const { formData, onChange, fieldPathId } = props;
  const source = (props.uiSchema as FieldLook)["ui:source"];
  const values = source?.kind === "enum" ? source.values : [];
  const present = JSON.stringify(formData);
  const at = values.findIndex((value) => JSON.stringify(value) === present);
  const byDefault = defaultText(props.schema as JsonSchema);
  return (
    <select
      {...aria(props)}
      className={FIELD}
      value={at === -1 ? (formData === undefined ? "" : "other") : String(at)}
      onChange={({ target }) =>
        onChange(target.value === "" ? undefined : values[Number(target.value)], fieldPathId.path)
      }
    >
      <option value="">{byDefault === undefined ? "" : `${byDefault} (default)`}</option>
      {at === -1 && formData !== undefined ? (
        <option value="other" disabled>
          {present}
        </option>
      ) : null}
      {values.map((value, index) => (
        <option key={labelOf(value)} value={String(index)}>
          {labelOf(value)}
        </option>
      ))}
    </select>
  );
}

export function JsonField(props: FieldProps) {
  const { formData, onChange, fieldPathId } = props;
  const schema = props.schema as JsonSchema;
  return (
    <JsonInput
      id={fieldPathId.$id}
      label={fieldName(fieldPathId.path)}
      describedBy={aria(props)["aria-describedby"]}
      value={formData as Json | undefined}
      placeholder={defaultText(schema) ?? (schema["type"] === "array" ? "[…]" : "JSON")}
      onValueChange={(value) => onChange(value, fieldPathId.path)}
    />
  );
}

export function NothingField() {
  return <p className="text-soft">It takes no value.</p>;
}
