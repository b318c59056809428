"use client";
import { useTasks } from "@/components/api/use-tasks";
import { useWorkers } from "@/components/api/use-workers";
import { Select } from "@/components/ui/Select";
import { writeDuration } from "@/core/duration";
import { setOptions } from "@/core/edits/settings";
import type { Backoff, SignatureOptions } from "@/core/node";
import { AmountField, DurationField, MomentField, WordField } from "./fields-typed";
import { LABEL } from "./field-classes";
import { useEditorStore } from "./use-editor";

interface OptionsFormProps {
  nodeId: string;
  options: SignatureOptions;
  /** What the task has unless the signature says otherwise. */
  defaults: SignatureOptions;
  queue: string | undefined;
}

type Patch = { [K in keyof SignatureOptions]?: SignatureOptions[K] | undefined };

const durationHint = (ms: number | undefined, none: string) =>
  ms === undefined ? none : writeDuration(ms);

/** Queues that a task or a worker names. */
function useQueues(): string[] {
  const tasks = useTasks();
  const workers = useWorkers();
  const names = [
    ...(tasks.data ?? []).map(({ queue }) => queue),
    ...(workers.data ?? []).flatMap(({ queues }) => queues),
  ];
  return [...new Set(names)].toSorted();
}

/** Queue, attempts, delays and limits of a signature. An empty field shows what the task says. */
export function OptionsForm({ nodeId, options, defaults, queue }: OptionsFormProps) {
  const store = useEditorStore();
  const queues = useQueues();
  const set = (patch: Patch) =>
    store
      .getState()
      .edit(
        "Change options",
        (document) => setOptions(document, nodeId, { ...options, ...patch }),
        `options:${nodeId}:${Object.keys(patch).join()}`,
      );
  return (
    <div className="grid grid-cols-2 gap-x-3 gap-y-2.5">
      <WordField
        label="Queue"
        value={options.queue}
        placeholder={defaults.queue ?? queue ?? "default"}
        suggestions={queues}
        onValueChange={(value) => set({ queue: value })}
      />
      <AmountField
        label="Priority"
        min={0}
        value={options.priority}
        placeholder={String(defaults.priority ?? 0)}
        onValueChange={(priority) => set({ priority })}
      />
      <AmountField
        label="Attempts"
        min={1}
        value={options.attempts}
        placeholder={String(defaults.attempts ?? 1)}
        onValueChange={(attempts) => set({ attempts })}
      />
      <BackoffFields
        backoff={options.backoff}
        byDefault={defaults.backoff}
        onBackoffChange={(backoff) => set({ backoff })}
      />
      <DurationField
        label="Delay"
        value={options.delayMs}
        placeholder={durationHint(defaults.delayMs, "none")}
        onValueChange={(delayMs) => set({ delayMs })}
      />
      <DurationField
        label="Timeout"
        min={1}
        value={options.timeoutMs}
        placeholder={durationHint(defaults.timeoutMs, "none")}
        onValueChange={(timeoutMs) => set({ timeoutMs })}
      />
      <DurationField
        label="Expires"
        min={1}
        value={options.expiresMs}
        placeholder={durationHint(defaults.expiresMs, "never")}
        onValueChange={(expiresMs) => set({ expiresMs })}
      />
      <MomentField label="ETA" value={options.eta} onValueChange={(eta) => set({ eta })} />
    </div>
  );
}

interface BackoffFieldsProps {
  backoff: Backoff | undefined;
  byDefault: Backoff | undefined;
  onBackoffChange: (backoff: Backoff | undefined) => void;
}

function wordsOf(backoff: Backoff | undefined): string {
  if (backoff === undefined) return "At once";
  const wait = writeDuration(backoff.delayMs);
  return backoff.type === "fixed" ? `Every ${wait}` : `From ${wait}, doubling`;
}

/** How long to wait between attempts. */
function BackoffFields({ backoff, byDefault, onBackoffChange }: BackoffFieldsProps) {
  const choices = [
    {
      value: "none",
      label: byDefault === undefined ? "At once" : `${wordsOf(byDefault)} (default)`,
    },
    { value: "fixed", label: "Fixed delay" },
    { value: "exponential", label: "Exponential" },
  ] as const;
  const set = (patch: { [K in keyof Backoff]?: Backoff[K] | undefined }) => {
    const next = { ...(backoff ?? { type: "fixed", delayMs: 1000 }), ...patch };
    const given = Object.entries(next).filter(([, value]) => value !== undefined);
    onBackoffChange(Object.fromEntries(given) as unknown as Backoff);
  };
  return (
    <>
      <div className="flex min-w-0 flex-col gap-1">
        <span className={LABEL}>Backoff</span>
        <Select
          label="Backoff"
          options={choices}
          value={backoff?.type ?? "none"}
          onValueChange={(type) =>
            type === "none"
              ? onBackoffChange(undefined)
              : set({ type, ...(type === "fixed" && { maxMs: undefined }) })
          }
        />
      </div>
      {backoff === undefined ? null : (
        <>
          <DurationField
            label="First wait"
            value={backoff.delayMs}
            placeholder="1 s"
            onValueChange={(delayMs) => set({ delayMs: delayMs ?? 1000 })}
          />
          {backoff.type === "exponential" ? (
            <DurationField
              label="Longest wait"
              value={backoff.maxMs}
              placeholder="no bound"
              onValueChange={(maxMs) => set({ maxMs })}
            />
          ) : null}
          <AmountField
            label="Jitter"
            min={0}
            max={1}
            isWhole={false}
            value={backoff.jitter}
            placeholder="0"
            hint="Share of the wait that is random, 0 to 1."
            onValueChange={(jitter) => set({ jitter })}
          />
        </>
      )}
    </>
  );
}
