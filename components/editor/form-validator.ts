/**
 * Checks a form's values as the server checks those of workflows, by zod. The form library's own
 * validator compiles schemas to code, which this site's content security policy forbids.
 */
import {
  toErrorList,
  toErrorSchema,
  type RJSFValidationError,
  type ValidatorType,
} from "@rjsf/utils";
import { z } from "zod";
import { parameterNames, parameterSchema } from "@/core/bind";
import { fieldErrors } from "@/core/forms/issues";
import type { Json } from "@/core/node";
import type { JsonSchema, TaskInfo } from "@/core/task";

// For the same reason: its faster path would only be refused, with a line in the console each time.
z.config({ jitless: true });

/** Null when zod cannot read the schema: then the worker alone checks the value. */
function checkOf(schema: JsonSchema | undefined, { $defs }: JsonSchema): z.ZodType | null {
  if (schema === undefined) return null;
  try {
    return z.fromJSONSchema($defs === undefined ? schema : { ...schema, $defs });
  } catch {
    return null;
  }
}

/** A validator for the form of this task. */
export function createFormValidator({ params }: TaskInfo): ValidatorType {
  const checks = new Map(
    parameterNames(params).map((name) => [name, checkOf(parameterSchema(params, name), params)]),
  );
  function errorsOf(values: { [name: string]: Json }): RJSFValidationError[] {
    return Object.entries(values).flatMap(([name, value]) => {
      const result = value === undefined ? undefined : checks.get(name)?.safeParse(value);
      if (result === undefined || result.success) return [];
      return fieldErrors(result.error.issues).map(({ path, message }) => {
        const property = `.${[name, ...path].join(".")}`;
        return { property, message, stack: `${property} ${message}` };
      });
    });
  }
  return {
    validateFormData(formData) {
      const errors = errorsOf((formData ?? {}) as { [name: string]: Json });
      const errorSchema = toErrorSchema(errors);
      return { errors: toErrorList(errorSchema), errorSchema };
    },
    // Asked only to choose between alternatives, which our own fields do.
    isValid: () => true,
    rawValidation: () => ({ errors: [] }),
  };
}
