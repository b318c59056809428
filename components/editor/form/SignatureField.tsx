"use client";
import type { FieldProps } from "@rjsf/utils";
import { useId, type ComponentType } from "react";
import { useTasks } from "@/components/api/use-tasks";
import type { Call } from "@/core/edits/parameters";
import type { Json } from "@/core/node";
import type { TaskInfo } from "@/core/task";
import { FIELD, HINT } from "../field-classes";
import { fieldName } from "./field-name";

/** What the form around gives its fields. */
export interface FormContext {
  /** The form itself: a signature has arguments of its own. */
  Arguments: ComponentType<{
    info: TaskInfo;
    call: Call;
    receives: boolean;
    idPrefix: string;
    onCallChange: (call: Call) => void;
  }>;
  /** Parameters that the check found missing. */
  missing: readonly string[];
}

type Fields = { [key: string]: Json };
const objectOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** A task with arguments, given to a task. */
export function SignatureField({ formData, onChange, fieldPathId, registry }: FieldProps) {
  const { Arguments } = registry.formContext as FormContext;
  const tasks = useTasks();
  const listId = useId();
  const name = fieldName(fieldPathId.path);
  const signature = objectOf(objectOf(formData)["$signature"]);
  const task = typeof signature["task"] === "string" ? signature["task"] : "";
  const info = tasks.data?.find((each) => each.name === task);
  const set = (patch: { [key: string]: Json | undefined }) => {
    const next = { kind: "task", task, ...signature, ...patch };
    const given = Object.entries(next).filter(([, value]) => value !== undefined);
    onChange({ $signature: Object.fromEntries(given) }, fieldPathId.path);
  };
  const call: Call = {
    args: Array.isArray(signature["args"]) ? signature["args"] : [],
    kwargs: objectOf(signature["kwargs"]),
  };
  return (
    <div className="flex flex-col gap-2 border-l-2 border-line pl-3">
      <input
        id={fieldPathId.$id}
        aria-label={`Task of ${name}`}
        className={`${FIELD} font-mono text-[12.5px]`}
        placeholder="a task, such as math.add"
        list={listId}
        autoComplete="off"
        spellCheck={false}
        value={task}
        onChange={(event) => set({ task: event.target.value })}
      />
      <datalist id={listId}>
        {tasks.data?.map((each) => (
          <option key={each.name} value={each.name}>
            {each.name}
          </option>
        ))}
      </datalist>
      {info === undefined ? (
        <p className={HINT}>
          {task === ""
            ? "The task is given on, with its arguments."
            : "No worker offers this task."}
        </p>
      ) : (
        <Arguments
          info={info}
          call={call}
          receives={false}
          idPrefix={`${fieldPathId.$id}_arguments`}
          onCallChange={({ args = [], kwargs = {} }) =>
            set({
              args: args.length === 0 ? undefined : args,
              kwargs: Object.keys(kwargs).length === 0 ? undefined : kwargs,
            })
          }
        />
      )}
    </div>
  );
}
