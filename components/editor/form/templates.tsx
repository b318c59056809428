"use client";
/** The form library's templates in our look: no Bootstrap, no form element inside of ours. */
import type {
  ArrayFieldItemTemplateProps,
  ArrayFieldTemplateProps,
  FieldTemplateProps,
  ObjectFieldTemplateProps,
} from "@rjsf/utils";
import { ArrowDown, ArrowUp, Braces, Quote, RotateCcw, X } from "lucide-react";
import { IconButton } from "@/components/ui/Button";
import { defaultText } from "@/core/forms/defaults";
import type { JsonSchema } from "@/core/task";
import { LABEL } from "../field-classes";
import { fieldName } from "./field-name";
import { FieldErrors, FieldHint } from "./FieldText";
import { AddItem } from "./part-fields";
import type { FieldLook } from "./field-look";
import type { FormContext } from "./SignatureField";

/** Fields whose parts are named one by one. */
const GROUPS = ["object", "open", "record", "list", "tuple", "signature"];

function FieldTemplate(props: FieldTemplateProps) {
  const { id, fieldPathId, children, rawErrors = [], rawDescription, schema, registry } = props;
  const { path } = fieldPathId;
  const look = props.uiSchema as FieldLook | undefined;
  if (path.length === 0) return <>{children}</>;
  const name = fieldName(path);
  const { missing } = registry.formContext as FormContext;
  const [top] = path;
  const isMissing =
    path.length === 1 && props.formData === undefined && missing.includes(String(top));
  const errors = isMissing && rawErrors.length === 0 ? ["Needs a value."] : rawErrors;
  if (look?.["ui:bare"] === true) return <>{children}</>;
  if (isKnownConstant(props)) return null;
  const isGroup =
    look?.["ui:field"] !== "JsonField" && GROUPS.includes(look?.["ui:source"]?.kind ?? "");
  return (
    <div
      className="group/field flex min-w-0 flex-col gap-1"
      {...(isGroup && { role: "group", "aria-label": name })}
    >
      {look?.["ui:item"] === true ? null : (
        <div className="flex min-h-5 items-center gap-1.5">
          <label htmlFor={isGroup ? undefined : id} className={LABEL}>
            <span className="font-mono text-[12.5px]">{name}</span>
          </label>
          {schema.title === undefined || schema.title === name ? null : (
            <span className="min-w-0 truncate text-meta text-faint">{schema.title}</span>
          )}
          {props.required === true ? null : <span className="text-meta text-faint">optional</span>}
          <FieldButtons {...props} />
        </div>
      )}
      {children}
      <FieldErrors id={id} errors={errors} />
      {rawDescription === undefined || rawDescription === "" ? null : (
        <FieldHint id={id} text={String(rawDescription)} />
      )}
    </div>
  );
}

/** A constant that is there says nothing that the choice above it has not said. */
function isKnownConstant({ schema, required, formData }: FieldTemplateProps): boolean {
  return schema.const !== undefined && required === true && formData === schema.const;
}

/** An empty field means that nothing is given; a text of no characters has to be asked for. */
function takesEmptyText({ minLength, pattern, format }: JsonSchema, look?: FieldLook): boolean {
  const isText = look?.["ui:source"]?.kind === "text";
  return isText && !minLength && pattern === undefined && format === undefined;
}

function FieldButtons({
  fieldPathId,
  uiSchema,
  required,
  formData,
  onChange,
  schema,
}: FieldTemplateProps) {
  const name = fieldName(fieldPathId.path);
  const look = uiSchema as FieldLook | undefined;
  const onJson = look?.["ui:onJson"];
  const canReset = required !== true && formData !== undefined;
  const byDefault = defaultText(schema as JsonSchema);
  const canBeEmpty = formData === undefined && takesEmptyText(schema as JsonSchema, look);
  if (onJson === undefined && !canReset && !canBeEmpty) return null;
  return (
    <span className="-my-1 ml-auto flex opacity-0 group-focus-within/field:opacity-100 group-hover/field:opacity-100 pointer-coarse:opacity-100">
      {onJson === undefined ? null : (
        <IconButton
          size="compact"
          className="size-6"
          label={look?.["ui:field"] === "JsonField" ? `${name} in fields` : `${name} as JSON`}
          aria-pressed={look?.["ui:field"] === "JsonField"}
          onClick={onJson}
        >
          <Braces aria-hidden />
        </IconButton>
      )}
      {canBeEmpty ? (
        <IconButton
          size="compact"
          className="size-6"
          label={`Give ${name} an empty text`}
          onClick={() => onChange("", fieldPathId.path)}
        >
          <Quote aria-hidden />
        </IconButton>
      ) : null}
      {canReset ? (
        <IconButton
          size="compact"
          className="size-6"
          label={byDefault === undefined ? `Remove ${name}` : `Reset ${name} to ${byDefault}`}
          onClick={() => onChange(undefined, fieldPathId.path)}
        >
          {byDefault === undefined ? <X aria-hidden /> : <RotateCcw aria-hidden />}
        </IconButton>
      ) : null}
    </span>
  );
}

function ObjectFieldTemplate({ properties, fieldPathId }: ObjectFieldTemplateProps) {
  const content = properties.map((property) => property.content);
  if (fieldPathId.path.length === 0) return <div className="flex flex-col gap-3">{content}</div>;
  return <div className="flex min-w-0 flex-col gap-2.5 border-l-2 border-line pl-3">{content}</div>;
}

function ArrayFieldTemplate({ items, canAdd, onAddClick }: ArrayFieldTemplateProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      {items}
      {canAdd ? <AddItem onAdd={() => onAddClick()} /> : null}
    </div>
  );
}

function ArrayFieldItemTemplate({ children, buttonsProps, index }: ArrayFieldItemTemplateProps) {
  const { hasMoveUp, hasMoveDown, hasRemove, totalItems } = buttonsProps;
  const { onMoveUpItem, onMoveDownItem, onRemoveItem } = buttonsProps;
  const name = `item ${index + 1}`;
  return (
    <div className="flex items-start gap-0.5">
      <span className="num w-5 shrink-0 pt-1.5 text-meta text-faint" aria-hidden>
        {index + 1}
      </span>
      <div className="min-w-0 flex-1">{children}</div>
      {totalItems === undefined || totalItems < 2 ? null : (
        <>
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
        </>
      )}
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

const Nothing = () => null;

export const FORM_TEMPLATES = {
  FieldTemplate,
  ObjectFieldTemplate,
  ArrayFieldTemplate,
  ArrayFieldItemTemplate,
  DescriptionFieldTemplate: Nothing,
  FieldErrorTemplate: Nothing,
  ErrorListTemplate: Nothing,
  ButtonTemplates: { SubmitButton: Nothing },
};
