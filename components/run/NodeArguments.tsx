"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, errorText } from "@/components/api/client";
import { Button } from "@/components/ui/Button";
import { Notice } from "@/components/ui/Notice";
import type { Json } from "@/core/node";
import type { NodeView } from "@/core/snapshot";
import type { RetryPlan } from "./actions";
import { JsonView } from "./JsonView";
import type { NodePartProps } from "./NodePanel";
import { parseArgs, parseKwargs } from "./parse-arguments";

export function useNodeDetails(runId: string, view: NodeView) {
  return useQuery({
    queryKey: ["node", runId, view.id, view.state, view.epoch, view.attempt],
    queryFn: () => api.runs.node.query({ runId, nodeId: view.id }),
  });
}

/** What the step is called with, what it received, and the way to call it with something else. */
export function NodeArguments({ runId, view, onRetry }: NodePartProps) {
  const details = useNodeDetails(runId, view);
  const [editing, setEditing] = useState(false);
  if (details.error !== null) {
    return (
      <div className="p-4">
        <Notice title="The arguments cannot be read">{errorText(details.error)}</Notice>
      </div>
    );
  }
  const node = details.data;
  if (node === undefined) return <div className="h-40" aria-busy="true" />;
  if (editing) {
    return (
      <ArgumentsEditor
        args={node.args}
        kwargs={node.kwargs}
        onCancel={() => setEditing(false)}
        // A step that succeeded runs anew only with all that follows.
        onDone={(edited) =>
          onRetry({
            runId,
            nodeId: view.id,
            scope: view.state === "succeeded" ? "from" : "node",
            ...edited,
          })
        }
      />
    );
  }
  return (
    <div className="flex flex-col gap-4 p-4">
      {node.received === undefined ? null : (
        <Part title="Received from before it">
          <JsonView label="Received" value={node.received} />
        </Part>
      )}
      <Part title="By position">
        <JsonView label="Arguments by position" value={node.args} />
      </Part>
      <Part title="By name">
        <JsonView label="Arguments by name" value={node.kwargs} />
      </Part>
      {Object.keys(node.options).length === 0 ? null : (
        <Part title="Options">
          <JsonView label="Options" value={node.options} />
        </Part>
      )}
      {view.settled ? (
        <Button className="self-start" onClick={() => setEditing(true)}>
          Edit and retry
        </Button>
      ) : null}
    </div>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 text-meta text-faint">{title}</h3>
      {children}
    </section>
  );
}

interface ArgumentsEditorProps {
  args: Json[];
  kwargs: { [name: string]: Json };
  onCancel: () => void;
  onDone: (edited: Required<Pick<RetryPlan, "args" | "kwargs">>) => void;
}

function ArgumentsEditor({ args, kwargs, onCancel, onDone }: ArgumentsEditorProps) {
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
