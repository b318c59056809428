"use client";
/** The form library's templates, widgets and fields in our look: no Bootstrap, no form element inside of ours. */
import {
  ariaDescribedByIds,
  enumOptionSelectedValue,
  enumOptionValueDecoder,
  enumOptionValueEncoder,
  getInputProps,
  type ArrayFieldItemTemplateProps,
  type ArrayFieldTemplateProps,
  type BaseInputTemplateProps,
  type FieldProps,
  type FieldTemplateProps,
  type ObjectFieldTemplateProps,
  type WidgetProps,
} from "@rjsf/utils";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { Button, IconButton } from "@/components/ui/Button";
import { classes } from "@/components/ui/classes";
import type { JsonSchema } from "@/core/task";
import { FIELD, HINT, LABEL } from "./field-classes";
import { defaultText } from "./form-schema";
import { JsonInput } from "./JsonInput";

function FieldTemplate(props: FieldTemplateProps) {
  const {
    id,
    label,
    children,
    rawErrors,
    rawDescription,
    required,
    displayLabel,
    hidden,
    schema,
    uiSchema,
  } = props;
  if (hidden) return <div className="hidden">{children}</div>;
  const isBox = schema.type === "object" && schema.properties !== undefined;
  // The library hides the label of a field that is not its own.
  const isJson = uiSchema?.["ui:field"] === "JsonField";
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {isJson || (displayLabel && schema.type !== "boolean") ? (
        <label htmlFor={id} className={LABEL}>
          <span className="font-mono text-[12.5px]">{label}</span>
          {required ? null : (
            <span className="ml-1.5 text-meta font-normal text-faint">optional</span>
          )}
        </label>
      ) : null}
      {children}
      {rawDescription === undefined || isBox ? null : <p className={HINT}>{rawDescription}</p>}
      {(rawErrors ?? []).map((error) => (
        <p key={error} className="text-meta text-danger">
          {error}
        </p>
      ))}
    </div>
  );
}

function ObjectFieldTemplate({ properties, title, fieldPathId }: ObjectFieldTemplateProps) {
  const isRoot = fieldPathId.path.length === 0;
  const content = properties.map((property) => property.content);
  if (isRoot) return <div className="flex flex-col gap-3">{content}</div>;
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 border-l-2 border-line pl-3">
      <legend className={classes(LABEL, "float-left mb-1 font-mono text-[12.5px]")}>{title}</legend>
      {content}
    </fieldset>
  );
}

function ArrayFieldTemplate(props: ArrayFieldTemplateProps) {
  const { items, title, required, canAdd, onAddClick } = props;
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className={classes(LABEL, "mb-1")}>
        <span className="font-mono text-[12.5px]">{title}</span>
        {required ? null : (
          <span className="ml-1.5 text-meta font-normal text-faint">optional</span>
        )}
      </legend>
      {items}
      {canAdd ? (
        <Button
          size="compact"
          className="self-start"
          icon={<Plus aria-hidden />}
          onClick={onAddClick}
        >
          Add an item
        </Button>
      ) : null}
    </fieldset>
  );
}

function ArrayFieldItemTemplate({ children, buttonsProps, index }: ArrayFieldItemTemplateProps) {
  const { hasMoveUp, hasMoveDown, hasRemove, onMoveUpItem, onMoveDownItem, onRemoveItem } =
    buttonsProps;
  const name = `item ${index + 1}`;
  return (
    <div className="flex items-start gap-1">
      <div className="min-w-0 flex-1">{children}</div>
      <IconButton
        size="compact"
        label={`Move ${name} up`}
        disabled={!hasMoveUp}
        onClick={onMoveUpItem}
      >
        <ArrowUp aria-hidden />
      </IconButton>
      <IconButton
        size="compact"
        label={`Move ${name} down`}
        disabled={!hasMoveDown}
        onClick={onMoveDownItem}
      >
        <ArrowDown aria-hidden />
      </IconButton>
      <IconButton
        size="compact"
        label={`Remove ${name}`}
        disabled={!hasRemove}
        onClick={onRemoveItem}
      >
        <X aria-hidden />
      </IconButton>
    </div>
  );
}

/** Every input of one line: text, numbers, dates. */
function BaseInputTemplate(props: BaseInputTemplateProps) {
  const { id, value, onChange, onChangeOverride, options, schema, type, rawErrors, label } = props;
  const input = getInputProps(schema, type, options);
  return (
    <input
      id={id}
      className={FIELD}
      {...input}
      aria-label={label}
      aria-invalid={(rawErrors?.length ?? 0) > 0}
      aria-describedby={ariaDescribedByIds(id)}
      autoComplete="off"
      placeholder={defaultText(schema as JsonSchema)}
      value={value === undefined || value === null ? "" : value}
      onChange={
        onChangeOverride ??
        ((event) => onChange(event.target.value === "" ? undefined : event.target.value))
      }
    />
  );
}

function CheckboxWidget({ id, value, label, onChange, schema }: WidgetProps) {
  const isOn = value === undefined ? schema.default === true : value === true;
  return (
    <label className="flex items-center gap-2">
      <input
        id={id}
        type="checkbox"
        className="size-4 accent-(--accent)"
        checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={classes(LABEL, "font-mono text-[12.5px]")}>{label}</span>
    </label>
  );
}

function SelectWidget({
  id,
  value,
  label,
  options,
  multiple = false,
  onChange,
  schema,
}: WidgetProps) {
  const choices = options.enumOptions ?? [];
  const selected = enumOptionSelectedValue(value, choices, multiple, "indexed", multiple ? [] : "");
  const byDefault = defaultText(schema as JsonSchema);
  return (
    <select
      id={id}
      aria-label={label}
      multiple={multiple}
      className={multiple ? classes(FIELD, "h-auto py-1") : FIELD}
      value={selected}
      onChange={({ target }) => {
        const picked = multiple
          ? [...target.selectedOptions].map((option) => option.value)
          : target.value;
        onChange(enumOptionValueDecoder(picked, choices, "indexed", undefined));
      }}
    >
      {multiple ? null : (
        <option value="">{byDefault === undefined ? "" : `${byDefault} (default)`}</option>
      )}
      {choices.map((choice, index) => (
        <option key={choice.label} value={enumOptionValueEncoder(choice.value, index, "indexed")}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

function JsonField({ fieldPathId, name, formData, onChange, schema }: FieldProps) {
  return (
    <JsonInput
      id={fieldPathId.$id}
      label={name}
      value={formData}
      placeholder={defaultText(schema as JsonSchema) ?? (schema.type === "array" ? "[…]" : "JSON")}
      onValueChange={(value) => onChange(value, fieldPathId.path)}
    />
  );
}

const Nothing = () => null;

export const FORM_TEMPLATES = {
  FieldTemplate,
  ObjectFieldTemplate,
  ArrayFieldTemplate,
  ArrayFieldItemTemplate,
  BaseInputTemplate,
  DescriptionFieldTemplate: Nothing,
  FieldErrorTemplate: Nothing,
  ErrorListTemplate: Nothing,
  ButtonTemplates: { SubmitButton: Nothing },
};
export const FORM_WIDGETS = { CheckboxWidget, SelectWidget };
export const FORM_FIELDS = { JsonField };
