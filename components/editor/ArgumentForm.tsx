"use client";
// The package's own index draws in a validator that is not installed, since ours comes from core.
import Form from "@rjsf/core/lib/components/Form.js";
import type { RJSFSchema } from "@rjsf/utils";
import { useMemo } from "react";
import { parameterNames } from "@/core/bind";
import { setParameter, viewParameters, type Call } from "@/core/edits/parameters";
import { formSchema } from "@/core/forms/form-schema";
import type { Json } from "@/core/node";
import type { TaskInfo } from "@/core/task";
import { FORM_FIELDS } from "./form/fields";
import type { FormContext } from "./form/SignatureField";
import { FORM_TEMPLATES } from "./form/templates";
import { createFormValidator } from "./form-validator";

interface ArgumentFormProps {
  info: TaskInfo;
  call: Call;
  /** The first parameter is filled by what comes before. */
  receives: boolean;
  /** Parameters that the check found missing. */
  missing?: readonly string[];
  /** Sets the ids of its fields apart from those of another form. */
  idPrefix?: string;
  onCallChange: (call: Call) => void;
}

const NONE: readonly string[] = [];

/** What a form holds as it goes into a document: a list has no holes. */
function asJson(value: unknown): Json | undefined {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as Json);
}

/** The fields of a task's parameters, made from its schema. */
export function ArgumentForm(props: ArgumentFormProps) {
  const { info, call, receives, missing = NONE, idPrefix = "root", onCallChange } = props;
  const { params } = info;
  const names = useMemo(() => parameterNames(params), [params]);
  const signed = { names, receives };
  const { values, received } = viewParameters(call, signed);
  const schema = useMemo(() => formSchema(params, received), [params, received]);
  const validator = useMemo(() => createFormValidator(info), [info]);
  const context: FormContext = useMemo(() => ({ Arguments: ArgumentForm, missing }), [missing]);

  function change(next: { [name: string]: unknown } | undefined) {
    let changed: Call = call;
    for (const name of names) {
      if (name === received) continue;
      const value = asJson(next?.[name]);
      if (JSON.stringify(value) === JSON.stringify(values[name])) continue;
      changed = setParameter(changed, signed, { name, value });
    }
    if (changed !== call) onCallChange(changed);
  }

  if (Object.keys(schema["properties"] ?? {}).length === 0) return null;
  return (
    <Form
      tagName="div"
      idPrefix={idPrefix}
      schema={schema as RJSFSchema}
      formData={values}
      formContext={context}
      validator={validator}
      onChange={({ formData }) => change(formData as { [name: string]: unknown } | undefined)}
      liveValidate="onChange"
      showErrorList={false}
      noHtml5Validate
      templates={FORM_TEMPLATES}
      fields={FORM_FIELDS}
      experimental_defaultFormStateBehavior={{
        emptyObjectFields: "skipDefaults",
        arrayMinItems: { populate: "never" },
        constAsDefaults: "never",
      }}
    />
  );
}
