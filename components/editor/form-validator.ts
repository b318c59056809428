/**
 * Checks a form's values with the very check that the server validates workflows with. The form
 * library's own validator compiles schemas to code, which this site's content security policy forbids.
 */
import {
  toErrorList,
  toErrorSchema,
  type RJSFValidationError,
  type ValidatorType,
} from "@rjsf/utils";
import { z } from "zod";
import type { Json } from "@/core/node";
import type { TaskInfo } from "@/core/task";
import { KnownTask } from "@/core/validate/known-tasks";

// For the same reason: its faster path would only be refused, with a line in the console each time.
z.config({ jitless: true });

function errorsOf(task: KnownTask, values: { [name: string]: Json }): RJSFValidationError[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const problem = task.literalProblem(name, value);
    if (problem === null) return [];
    const property = `.${[name, ...problem.keys].join(".")}`;
    return [{ property, message: problem.clause, stack: `${property} ${problem.clause}` }];
  });
}

/** A validator for the form of this task. */
export function createFormValidator(info: TaskInfo): ValidatorType {
  const task = new KnownTask(info);
  return {
    validateFormData(formData) {
      const errors = errorsOf(task, (formData ?? {}) as { [name: string]: Json });
      const errorSchema = toErrorSchema(errors);
      return { errors: toErrorList(errorSchema), errorSchema };
    },
    // Asked only to choose between alternatives, which the form edits as JSON.
    isValid: () => true,
    rawValidation: () => ({ errors: [] }),
  };
}
