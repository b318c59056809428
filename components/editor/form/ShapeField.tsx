"use client";
import SchemaField from "@rjsf/core/lib/components/fields/SchemaField.js";
import type { FieldProps } from "@rjsf/utils";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { beginChoice } from "@/core/forms/choice";
import { defaultText } from "@/core/forms/defaults";
import { shapeOf, type Shape } from "@/core/forms/shape";
import type { Json } from "@/core/node";
import type { JsonSchema } from "@/core/task";
import { fieldName } from "./field-name";
import type { FieldLook } from "./field-look";

const FIELDS: { [K in Shape["kind"]]: string } = {
  text: "StringField",
  number: "NumberField",
  boolean: "BooleanField",
  enum: "EnumField",
  nullable: "NullableField",
  choice: "ChoiceField",
  object: "ObjectField",
  open: "OpenField",
  record: "RecordField",
  list: "ArrayField",
  tuple: "TupleField",
  signature: "SignatureField",
  nothing: "NothingField",
  json: "JsonField",
};

/** What has parts, and can be typed as JSON just as well. */
const WITH_PARTS = ["choice", "object", "open", "record", "list", "tuple", "signature"];

/** What is not unfolded before somebody asks for it: an optional part may hold itself. */
const ADDED = ["choice", "object", "open", "record", "tuple", "signature"];

/** Chooses the field for a schema, and leaves the rest to the library. */
export function ShapeField(props: FieldProps) {
  const { registry, formData, required, fieldPathId, onChange } = props;
  const [isJson, setJson] = useState(false);
  const root = registry.schemaUtils.getRootSchema() as JsonSchema;
  const shape = shapeOf(props.schema as JsonSchema, root);
  const canBeJson = WITH_PARTS.includes(shape.kind);
  // A value that its fields cannot show is shown as it is.
  const isForeign = formData !== undefined && !fitsFields(shape.kind, formData as Json);
  const look: FieldLook = {
    ...props.uiSchema,
    "ui:field": FIELDS[isJson || isForeign ? "json" : shape.kind],
    "ui:fieldReplacesAnyOrOneOf": true,
    "ui:source": shape,
    ...(shape.kind === "list" && { items: { "ui:item": true } }),
    ...(canBeJson && !isForeign && { "ui:onJson": () => setJson(!isJson) }),
  };
  // The library draws nothing for a schema that says nothing.
  const schema = { ...shape.schema, $comment: "" } as FieldProps["schema"];
  const isRoot = fieldPathId.path.length === 0;
  if (!isRoot && required !== true && formData === undefined && isAdded(shape, root)) {
    const name = fieldName(fieldPathId.path);
    const begin = () => onChange(beginChoice(shape.schema, root) ?? {}, fieldPathId.path);
    return <AddPart name={name} schema={shape.schema} onAdd={begin} />;
  }
  return <SchemaField {...props} schema={schema} uiSchema={look} />;
}

function isAdded(shape: Shape, root: JsonSchema): boolean {
  const inner = shape.kind === "nullable" ? shapeOf(shape.inner, root) : shape;
  return ADDED.includes(inner.kind);
}

function fitsFields(kind: Shape["kind"], value: Json): boolean {
  switch (kind) {
    case "text":
      return typeof value === "string" || value === null;
    case "number":
      return typeof value === "number" || value === null;
    case "boolean":
      return typeof value === "boolean" || value === null;
    case "object":
    case "open":
    case "record":
    case "signature":
      return value === null || (typeof value === "object" && !Array.isArray(value));
    case "list":
    case "tuple":
      return value === null || Array.isArray(value);
    default:
      return true;
  }
}

interface AddPartProps {
  name: string;
  schema: JsonSchema;
  onAdd: () => void;
}

/** A part that may be there and is not. */
function AddPart({ name, schema, onAdd }: AddPartProps) {
  const byDefault = defaultText(schema);
  return (
    <div className="flex items-center gap-2">
      <Button size="compact" icon={<Plus aria-hidden />} onClick={onAdd}>
        Add <span className="font-mono">{name}</span>
      </Button>
      <span className="min-w-0 truncate text-meta text-faint">
        {byDefault === undefined ? "optional" : `${byDefault} (default)`}
      </span>
    </div>
  );
}
