"use client";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import type { Json } from "@/core/node";
import type { RetryPlan } from "./actions";
import { JsonField } from "./JsonField";
import { parseArgs, parseKwargs } from "./parse-arguments";

interface ArgumentsEditorProps {
  args: Json[];
  kwargs: { [name: string]: Json };
  onCancel: () => void;
  onDone: (edited: Required<Pick<RetryPlan, "args" | "kwargs">>) => void;
}

/** The arguments of a step as JSON, to retry it with others. */
export function ArgumentsEditor({ args, kwargs, onCancel, onDone }: ArgumentsEditorProps) {
  const [argsText, setArgsText] = useState(() => JSON.stringify(args, null, 2));
  const [kwargsText, setKwargsText] = useState(() => JSON.stringify(kwargs, null, 2));
  const positional = parseArgs(argsText);
  const named = parseKwargs(kwargsText);
  return (
    <form
      className="flex flex-col gap-4 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (positional.ok && named.ok) onDone({ args: positional.value, kwargs: named.value });
      }}
    >
      <JsonField
        label="Arguments by position"
        text={argsText}
        onText={setArgsText}
        problem={positional.ok ? null : positional.problem}
      />
      <JsonField
        label="Arguments by name"
        text={kwargsText}
        onText={setKwargsText}
        problem={named.ok ? null : named.problem}
      />
      <div className="flex gap-2">
        <Button type="submit" variant="primary" disabled={!positional.ok || !named.ok}>
          Retry with these
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
