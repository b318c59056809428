"use client";
// The package's own index draws in a validator that is not installed, since ours comes from core.
import Form from "@rjsf/core/lib/components/Form.js";
import type { RJSFSchema } from "@rjsf/utils";
import { useMemo } from "react";
import { setParameter, viewParameters, type Call } from "@/core/edits/parameters";
import type { Json } from "@/core/node";
import type { TaskInfo } from "@/core/task";
import { FORM_FIELDS, FORM_TEMPLATES, FORM_WIDGETS } from "./form-parts";
import { createFormValidator } from "./form-validator";
import { formSchema, hintsOf, parameterNames } from "./form-schema";

interface ArgumentFormProps {
  info: TaskInfo;
  call: Call;
  /** The first parameter is filled by what comes before. */
  receives: boolean;
  onCallChange: (call: Call) => void;
}

/** The fields of a task's parameters, made from its schema. */
export function ArgumentForm({ info, call, receives, onCallChange }: ArgumentFormProps) {
  const { params } = info;
  const names = useMemo(() => parameterNames(params), [params]);
  const signed = { names, receives };
  const { values, received } = viewParameters(call, signed);
  const schema = useMemo(() => formSchema(params, received), [params, received]);
  const validator = useMemo(() => createFormValidator(info), [info]);
  const hints = useMemo(() => hintsOf(schema), [schema]);

  function change(next: { [name: string]: Json | undefined } | undefined) {
    let changed: Call = call;
    for (const name of names) {
      if (name === received) continue;
      const value = next?.[name];
      if (JSON.stringify(value) === JSON.stringify(values[name])) continue;
      changed = setParameter(changed, signed, { name, value });
    }
    if (changed !== call) onCallChange(changed);
  }

  if (Object.keys(schema["properties"] ?? {}).length === 0) return null;
  return (
    <Form
      tagName="div"
      schema={schema as RJSFSchema}
      uiSchema={hints}
      formData={values}
      validator={validator}
      onChange={({ formData }) => change(formData)}
      liveValidate="onChange"
      showErrorList={false}
      noHtml5Validate
      templates={FORM_TEMPLATES}
      widgets={FORM_WIDGETS}
      fields={FORM_FIELDS}
      experimental_defaultFormStateBehavior={{
        emptyObjectFields: "skipDefaults",
        arrayMinItems: { populate: "never" },
      }}
    />
  );
}
