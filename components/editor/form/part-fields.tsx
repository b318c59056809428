"use client";
/** Fields of values that have parts, where the library's own do not know the schema. */
import { toFieldPathId, type ErrorSchema, type FieldProps } from "@rjsf/utils";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "@/components/ui/Button";
import { beginChoice, choiceNames, choiceOf, mayBe } from "@/core/forms/choice";
import { shapeOf } from "@/core/forms/shape";
import type { Json } from "@/core/node";
import type { JsonSchema } from "@/core/task";
import { FIELD } from "../field-classes";
import { fieldName } from "./field-name";
import type { FieldLook } from "./field-look";

const rootOf = ({ registry }: FieldProps) => registry.schemaUtils.getRootSchema() as JsonSchema;

/** What the schema said before the library added to it what the value has. */
const sourceOf = ({ uiSchema }: FieldProps) => (uiSchema as FieldLook)["ui:source"];

interface PartProps {
  of: FieldProps;
  /** The key of the part; null for the value itself. */
  at: string | number | null;
  schema: JsonSchema;
  required?: boolean;
  /** Without a label: it stands beside. */
  item?: boolean;
}

/** A part of a value, or the value itself under another schema, in the field for that. */
function Part({ of, at, schema, required = true, item = false }: PartProps) {
  const { SchemaField } = of.registry.fields;
  const { formData, errorSchema, fieldPathId, registry } = of;
  if (SchemaField === undefined) return null;
  const data = formData as { [key: string]: unknown } | undefined | null;
  const errors = errorSchema as { [key: string]: ErrorSchema } | undefined;
  return (
    <SchemaField
      {...of}
      name={at === null ? of.name : String(at)}
      schema={schema as FieldProps["schema"]}
      uiSchema={{ "ui:bare": at === null, "ui:item": item }}
      formData={at === null ? formData : data?.[at]}
      errorSchema={(at === null ? errorSchema : errors?.[at]) ?? {}}
      fieldPathId={
        at === null ? fieldPathId : toFieldPathId(at, registry.globalFormOptions, fieldPathId)
      }
      required={required}
    />
  );
}

/** A value or null. */
export function NullableField(props: FieldProps) {
  const { formData, onChange, fieldPathId, schema } = props;
  const shape = sourceOf(props);
  if (shape?.kind !== "nullable") return null;
  const isNull = formData === null || (formData === undefined && schema.default === null);
  return (
    <div className="flex flex-col gap-1">
      {isNull ? null : <Part of={props} at={null} schema={shape.inner} />}
      <label className="flex w-fit items-center gap-2">
        <input
          id={isNull ? fieldPathId.$id : `${fieldPathId.$id}__null`}
          type="checkbox"
          className="size-4 accent-(--accent)"
          aria-label={`${fieldName(fieldPathId.path)} is null`}
          checked={isNull}
          onChange={(event) => {
            const { checked } = event.target;
            const begun = beginChoice(shape.inner, rootOf(props));
            // With null by default an absent value would be null again.
            const next = begun ?? (schema.default === null ? blankOf(shape.inner) : undefined);
            onChange(checked ? null : next, fieldPathId.path);
          }}
        />
        <span className="font-mono text-meta text-soft" aria-hidden>
          null{formData === undefined && isNull ? " (default)" : ""}
        </span>
      </label>
    </div>
  );
}

function blankOf({ type, minimum }: JsonSchema): Json | undefined {
  if (type === "string") return "";
  if (type === "boolean") return false;
  return type === "number" || type === "integer" ? (minimum ?? 0) : undefined;
}

/** One of several kinds of value. */
export function ChoiceField(props: FieldProps) {
  const { formData, onChange, fieldPathId } = props;
  const root = rootOf(props);
  const [picked, setPicked] = useState(-1);
  const shape = sourceOf(props);
  if (shape?.kind !== "choice") return null;
  const { options } = shape;
  const value = formData as Json | undefined;
  const wanted = options[picked];
  const isWanted = wanted !== undefined && (value === undefined || mayBe(value, wanted, root));
  const at = isWanted ? picked : choiceOf(value, options, root);
  const option = options[at];
  return (
    <div className="flex flex-col gap-1.5">
      <select
        id={`${fieldPathId.$id}__choice`}
        aria-label={`Kind of ${fieldName(fieldPathId.path)}`}
        className={FIELD}
        value={at === -1 ? "" : String(at)}
        onChange={({ target }) => {
          const index = target.value === "" ? -1 : Number(target.value);
          const next = options[index];
          setPicked(index);
          onChange(
            next === undefined ? undefined : beginChoice(next, root, value),
            fieldPathId.path,
          );
        }}
      >
        <option value="">{at === -1 ? "Choose …" : ""}</option>
        {choiceNames(options).map((name, index) => (
          <option key={name} value={String(index)}>
            {name}
          </option>
        ))}
      </select>
      {option === undefined || shapeOf(option, root).kind === "enum" ? null : (
        <Part key={at} of={props} at={null} schema={option} />
      )}
    </div>
  );
}

/** A list whose items have each a place and a schema of their own. */
export function TupleField(props: FieldProps) {
  const { formData, onChange, fieldPathId } = props;
  const shape = sourceOf(props);
  if (shape?.kind !== "tuple") return null;
  const { items, rest } = shape;
  const values = Array.isArray(formData) ? (formData as Json[]) : [];
  const more = values.slice(items.length).map((_value, index) => items.length + index);
  return (
    <div className="flex flex-col gap-1.5 border-l-2 border-line pl-3">
      {items.map((item, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the place is what an item of a tuple is
        <Part key={index} of={props} at={index} schema={item} />
      ))}
      {rest === null
        ? null
        : more.map((index) => (
            <div key={index} className="flex items-end gap-1">
              <div className="min-w-0 flex-1">
                <Part of={props} at={index} schema={rest} />
              </div>
              <IconButton
                label={`Remove item ${index + 1}`}
                onClick={() => onChange(values.toSpliced(index, 1), fieldPathId.path)}
              >
                <X aria-hidden />
              </IconButton>
            </div>
          ))}
      {rest === null ? null : (
        <AddItem
          onAdd={() => {
            const filled = items.map((_item, index) => values[index] ?? null);
            onChange([...filled, ...values.slice(items.length), null], fieldPathId.path);
          }}
        />
      )}
    </div>
  );
}

export function AddItem({ onAdd, label = "Add an item" }: { onAdd: () => void; label?: string }) {
  return (
    <Button size="compact" className="self-start" icon={<Plus aria-hidden />} onClick={onAdd}>
      {label}
    </Button>
  );
}

/** An object with known properties, and any others by name. */
export function OpenField(props: FieldProps) {
  const shape = sourceOf(props);
  if (shape?.kind !== "open") return null;
  const { additionalProperties: _any, ...known } = shape.schema;
  const names = Object.keys((known["properties"] ?? {}) as object);
  return (
    <div className="flex flex-col gap-3">
      <Part of={props} at={null} schema={known} />
      <Entries of={props} values={shape.rest} names={null} except={names} />
    </div>
  );
}

/** Values by names that a person gives. */
export function RecordField(props: FieldProps) {
  const shape = sourceOf(props);
  if (shape?.kind !== "record") return null;
  return <Entries of={props} values={shape.values} names={shape.names} except={[]} />;
}

interface EntriesProps {
  of: FieldProps;
  values: JsonSchema;
  names: readonly string[] | null;
  /** Properties that have a field of their own. */
  except: readonly string[];
}

function Entries({ of, values, names, except }: EntriesProps) {
  const { formData, onChange, fieldPathId } = of;
  const data = (formData ?? {}) as { [name: string]: Json };
  const keys = Object.keys(data).filter((key) => !except.includes(key));
  const taken = (name: string) => name in data || except.includes(name);
  const free = names?.filter((name) => !taken(name)) ?? null;
  const set = (entries: [string, Json | undefined][]) =>
    onChange(Object.fromEntries(entries), fieldPathId.path);
  const rename = (from: string, to: string) =>
    set(Object.entries(data).map(([name, value]) => [name === from ? to : name, value]));
  const begin = beginChoice(values, rootOf(of)) ?? null;
  return (
    <div className="flex flex-col gap-2">
      {keys.map((key, index) => (
        // A name keeps its row while it is typed.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className="flex items-start gap-1">
          <EntryName name={key} names={names} isTaken={taken} onRename={(to) => rename(key, to)} />
          <div className="min-w-0 flex-[3]">
            <Part of={of} at={key} schema={values} item />
          </div>
          <IconButton
            label={`Remove ${key === "" ? "the entry without a name" : key}`}
            onClick={() => set(Object.entries(data).filter(([name]) => name !== key))}
          >
            <X aria-hidden />
          </IconButton>
        </div>
      ))}
      {free?.length === 0 ? null : (
        <AddItem
          label="Add an entry"
          onAdd={() => {
            const name = free === null ? freeName(taken) : (free[0] ?? "");
            set([...Object.entries(data), [name, begin]]);
          }}
        />
      )}
    </div>
  );
}

function freeName(isTaken: (name: string) => boolean): string {
  let count = 1;
  while (isTaken(`name${count}`)) count += 1;
  return `name${count}`;
}

interface EntryNameProps {
  name: string;
  names: readonly string[] | null;
  isTaken: (name: string) => boolean;
  onRename: (to: string) => void;
}

/** The name of an entry. One that is taken stays in the field until it is another. */
function EntryName({ name, names, isTaken, onRename }: EntryNameProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? name;
  const isTwice = text !== name && isTaken(text);
  if (names !== null)
    return (
      <select
        aria-label={`Name of ${name}`}
        className={`${FIELD} flex-[2] font-mono text-[12.5px]`}
        value={name}
        onChange={(event) => onRename(event.target.value)}
      >
        {[name, ...names.filter((each) => !isTaken(each))].map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    );
  return (
    <div className="min-w-0 flex-[2]">
      <input
        aria-label={`Name of ${name}`}
        aria-invalid={isTwice}
        className={`${FIELD} font-mono text-[12.5px]`}
        autoComplete="off"
        value={text}
        onFocus={(event) => event.target.select()}
        onBlur={() => setTyped(null)}
        onChange={(event) => {
          const next = event.target.value;
          const isFree = next === name || !isTaken(next);
          setTyped(isFree ? null : next);
          if (isFree && next !== name) onRename(next);
        }}
      />
      {isTwice ? <p className="text-meta text-danger">This name is taken.</p> : null}
    </div>
  );
}
