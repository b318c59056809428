"use client";
import { setContainer, type ContainerSettings } from "@/core/edits/settings";
import type { NodeOwn } from "@/core/edits/document";
import type { Json } from "@/core/node";
import { CheckField, NumberField } from "./fields";
import { HINT, LABEL } from "./field-classes";
import { JsonInput } from "./JsonInput";
import { useEditorStore } from "./use-editor";

interface ContainerFormProps {
  nodeId: string;
  own: Exclude<NodeOwn, { kind: "task" }>;
}

/** What a container of this kind can be set to, besides its name. */
export function ContainerForm({ nodeId, own }: ContainerFormProps) {
  const store = useEditorStore();
  const set = (settings: ContainerSettings) =>
    store
      .getState()
      .edit(
        "Change settings",
        (document) => setContainer(document, nodeId, settings),
        `container:${nodeId}:${Object.keys(settings).join()}`,
      );
  return (
    <div className="flex flex-col gap-3">
      {own.kind === "tree" ? (
        <CheckField
          label="Pass the result"
          hint="What hangs on the root receives the root's result. Without it only the order counts."
          checked={own.passResult === true}
          onCheckedChange={(on) => set({ passResult: on ? true : undefined })}
        />
      ) : null}
      {own.kind === "map" ? (
        <MapFields over={own.over} onOverChange={(over) => set({ over })} />
      ) : null}
      <div className="grid grid-cols-2 gap-3">
        {own.kind === "map" ? (
          <>
            <NumberField
              label="At once, at most"
              min={1}
              value={own.window}
              placeholder="no bound"
              onValueChange={(window) => set({ window })}
            />
            <NumberField
              label="Items a copy"
              min={1}
              value={own.chunkSize}
              placeholder="1"
              hint="Above 1 a copy receives a list."
              onValueChange={(chunkSize) => set({ chunkSize })}
            />
          </>
        ) : null}
        <NumberField
          label="Delay, ms"
          min={0}
          value={own.delayMs}
          placeholder="none"
          onValueChange={(delayMs) => set({ delayMs })}
        />
      </div>
    </div>
  );
}

interface MapFieldsProps {
  over: Json[] | undefined;
  onOverChange: (over: Json[] | undefined) => void;
}

function MapFields({ over, onOverChange }: MapFieldsProps) {
  return (
    <div className="flex flex-col gap-1">
      <span className={LABEL}>Items</span>
      <JsonInput
        label="Items"
        value={over}
        placeholder="the list received"
        onValueChange={(value) =>
          onOverChange(value === undefined || Array.isArray(value) ? value : [value])
        }
      />
      <p className={HINT}>
        A list, as JSON: only where no list is received from what comes before.
      </p>
    </div>
  );
}
