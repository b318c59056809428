"use client";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import type { Json } from "@/core/node";
import type { RetryPlan } from "./actions";
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

interface JsonFieldProps {
  label: string;
  text: string;
  onText: (text: string) => void;
  problem: string | null;
}

function JsonField({ label, text, onText, problem }: JsonFieldProps) {
  return (
    <label className="block">
      <span className="mb-1 block text-meta text-faint">{label}</span>
      <textarea
        value={text}
        onChange={(event) => onText(event.target.value)}
        spellCheck={false}
        aria-invalid={problem !== null}
        className="block field-sizing-content max-h-80 min-h-16 w-full rounded-control border border-line bg-odd p-2 font-mono text-meta aria-invalid:border-danger"
      />
      <span role="status" className="block min-h-4 text-meta text-danger">
        {problem}
      </span>
    </label>
  );
}
