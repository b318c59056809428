"use client";
import { Select } from "@/components/ui/Select";
import { setOptions } from "@/core/edits/settings";
import type { Backoff, SignatureOptions } from "@/core/node";
import { NumberField, TextField } from "./fields";
import { LABEL } from "./field-classes";
import { useEditorStore } from "./use-editor";

interface OptionsFormProps {
  nodeId: string;
  options: SignatureOptions;
  /** What the task has unless the signature says otherwise. */
  defaults: SignatureOptions;
  queue: string | undefined;
}

const BACKOFFS = [
  { value: "none", label: "At once" },
  { value: "fixed", label: "Fixed delay" },
  { value: "exponential", label: "Exponential" },
] as const;

const hintOf = (value: number | undefined) => (value === undefined ? "" : String(value));

/** Queue, attempts, delays and limits of a signature. */
export function OptionsForm({ nodeId, options, defaults, queue }: OptionsFormProps) {
  const store = useEditorStore();
  function set(patch: { [K in keyof SignatureOptions]?: SignatureOptions[K] | undefined }) {
    store
      .getState()
      .edit(
        "Change options",
        (document) => setOptions(document, nodeId, { ...options, ...patch }),
        `options:${nodeId}:${Object.keys(patch).join()}`,
      );
  }
  const { backoff } = options;
  const setBackoff = (patch: Partial<Backoff>) =>
    set({ backoff: { type: "fixed", delayMs: 1000, ...backoff, ...patch } });

  return (
    <div className="grid grid-cols-2 gap-3">
      <TextField
        label="Queue"
        value={options.queue ?? ""}
        placeholder={defaults.queue ?? queue ?? "default"}
        onValueChange={(value) => set({ queue: value === "" ? undefined : value })}
      />
      <NumberField
        label="Priority"
        min={0}
        value={options.priority}
        placeholder={hintOf(defaults.priority) || "0"}
        onValueChange={(priority) => set({ priority })}
      />
      <NumberField
        label="Attempts"
        min={1}
        value={options.attempts}
        placeholder={hintOf(defaults.attempts) || "1"}
        onValueChange={(attempts) => set({ attempts })}
      />
      <div className="flex flex-col gap-1">
        <span className={LABEL}>Between attempts</span>
        <Select
          label="Between attempts"
          options={BACKOFFS}
          value={backoff?.type ?? "none"}
          onValueChange={(type) =>
            type === "none" ? set({ backoff: undefined }) : setBackoff({ type })
          }
        />
      </div>
      {backoff === undefined ? null : (
        <NumberField
          label="First wait, ms"
          min={0}
          value={backoff.delayMs}
          onValueChange={(delayMs) => setBackoff({ delayMs: delayMs ?? 0 })}
        />
      )}
      {backoff?.type === "exponential" ? (
        <NumberField
          label="Longest wait, ms"
          min={0}
          value={backoff.maxMs}
          placeholder="no bound"
          onValueChange={(maxMs) => {
            const { maxMs: _before, ...rest } = backoff;
            set({ backoff: maxMs === undefined ? rest : { ...rest, maxMs } });
          }}
        />
      ) : null}
      <NumberField
        label="Delay, ms"
        min={0}
        value={options.delayMs}
        placeholder={hintOf(defaults.delayMs) || "none"}
        onValueChange={(delayMs) => set({ delayMs })}
      />
      <NumberField
        label="Time limit, ms"
        min={1}
        value={options.timeoutMs}
        placeholder={hintOf(defaults.timeoutMs) || "none"}
        onValueChange={(timeoutMs) => set({ timeoutMs })}
      />
      <NumberField
        label="Expires after, ms"
        min={1}
        value={options.expiresMs}
        placeholder={hintOf(defaults.expiresMs) || "never"}
        onValueChange={(expiresMs) => set({ expiresMs })}
      />
    </div>
  );
}
