"use client";
import { setContainer, type ContainerSettings } from "@/core/edits/settings";
import type { EditorNode } from "@/core/edits/document";
import { AmountField, DurationField, MomentField } from "./fields-typed";
import { CheckField } from "./fields";
import { HINT, LABEL } from "./field-classes";
import { JsonInput } from "./JsonInput";
import { ReceivedFrom } from "./ReceivedFrom";
import { useEditorStore } from "./use-editor";

/** What a container of this kind can be set to, besides its name. */
export function ContainerForm({ node }: { node: EditorNode }) {
  const store = useEditorStore();
  const { own, id } = node;
  if (own.kind === "task") return null;
  const set = (settings: ContainerSettings) =>
    store
      .getState()
      .edit(
        "Change settings",
        (document) => setContainer(document, id, settings),
        `container:${id}:${Object.keys(settings).join()}`,
      );
  return (
    <div className="flex flex-col gap-2.5">
      <ReceivedFrom nodeId={id} name="receives" />
      {own.kind === "tree" ? (
        <CheckField
          label="Pass the result"
          hint="What hangs on the root receives the root's result. Without it only the order counts."
          checked={own.passResult === true}
          onCheckedChange={(on) => set({ passResult: on ? true : undefined })}
        />
      ) : null}
      {own.kind === "map" ? (
        <div className="flex flex-col gap-1">
          <label htmlFor={`over-${id}`} className={LABEL}>
            Over
          </label>
          <JsonInput
            id={`over-${id}`}
            label="Over"
            value={own.over}
            placeholder="the list received"
            onValueChange={(over) =>
              set({ over: over === undefined || Array.isArray(over) ? over : [over] })
            }
          />
          <p className={HINT}>
            A list, as JSON: only where no list is received from what comes before.
          </p>
        </div>
      ) : null}
      <div className="grid grid-cols-2 gap-x-3 gap-y-2.5">
        {own.kind === "map" ? (
          <>
            <AmountField
              label="Window"
              min={1}
              value={own.window}
              placeholder="no bound"
              hint="Copies at once, at most."
              onValueChange={(window) => set({ window })}
            />
            <AmountField
              label="Chunk size"
              min={1}
              value={own.chunkSize}
              placeholder="1"
              hint="Above 1 a copy receives a list."
              onValueChange={(chunkSize) => set({ chunkSize })}
            />
          </>
        ) : null}
        <DurationField
          label="Delay"
          value={own.delayMs}
          placeholder="none"
          onValueChange={(delayMs) => set({ delayMs })}
        />
        <MomentField label="ETA" value={own.eta} onValueChange={(eta) => set({ eta })} />
      </div>
    </div>
  );
}
