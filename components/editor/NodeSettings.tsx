"use client";
import type { RefObject } from "react";
import type { EditorNode } from "@/core/edits/document";
import { rename, setFlag, setNote } from "@/core/edits/settings";
import { ContainerForm } from "./ContainerForm";
import { CheckField, Labelled, TextField } from "./fields";
import { FIELD } from "./field-classes";
import { OptionsForm } from "./OptionsForm";
import { SectionTitle } from "./SectionTitle";
import { useEditorStore } from "./use-editor";
import { useTaskInfo } from "./use-task-info";

interface NodeSettingsProps {
  node: EditorNode;
  nameRef: RefObject<HTMLInputElement | null>;
}

/** What a node is called, its flags, and how it is carried out. */
export function NodeSettings({ node, nameRef }: NodeSettingsProps) {
  return (
    <>
      <div className="flex flex-col gap-2.5">
        <Naming node={node} nameRef={nameRef} />
        <Note node={node} />
      </div>
      <Settings node={node} />
    </>
  );
}

function Naming({ node, nameRef }: NodeSettingsProps) {
  const store = useEditorStore();
  const { own, id } = node;
  const isTask = own.kind === "task";
  return (
    <TextField
      label={isTask ? "Label" : "Name"}
      inputRef={nameRef}
      value={(own.kind === "task" ? own.label : own.name) ?? ""}
      placeholder={isTask ? "what this step does" : "stays when it holds one node only"}
      onValueChange={(name) =>
        store.getState().edit("Rename", (document) => rename(document, id, name), `name:${id}`)
      }
    />
  );
}

/** The longest note that a workflow may carry. */
const NOTE_LENGTH = 4000;

function Note({ node: { id, own } }: { node: EditorNode }) {
  const store = useEditorStore();
  const set = (note: string) =>
    store
      .getState()
      .edit("Change the note", (document) => setNote(document, id, note), `note:${id}`);
  return (
    <Labelled label="Note">
      {(fieldId) => (
        <textarea
          id={fieldId}
          rows={1}
          maxLength={NOTE_LENGTH}
          className={`${FIELD} block h-auto max-h-60 min-h-8 resize-none py-[5px]`}
          style={{ fieldSizing: "content" } as object}
          placeholder="what others should know of it"
          value={own.note ?? ""}
          onChange={(event) => set(event.target.value)}
        />
      )}
    </Labelled>
  );
}

function Settings({ node }: { node: EditorNode }) {
  const store = useEditorStore();
  const { own, id } = node;
  const { info } = useTaskInfo(own.kind === "task" ? own.task : "");
  const flag = (name: "optional" | "immutable") => (on: boolean) =>
    store.getState().edit("Change flag", (document) => setFlag(document, id, { flag: name, on }));
  return (
    <>
      <div className="flex flex-col gap-2.5">
        <CheckField
          label="Optional"
          hint="Its failure counts as null and stops nothing."
          checked={own.optional === true}
          onCheckedChange={flag("optional")}
        />
        {own.kind === "task" ? (
          <CheckField
            label="Immutable"
            hint="Takes no result from what comes before it."
            checked={own.immutable === true}
            onCheckedChange={flag("immutable")}
          />
        ) : null}
      </div>
      <section aria-label={own.kind === "task" ? "Options" : "Settings"}>
        <SectionTitle>{own.kind === "task" ? "Options" : "Settings"}</SectionTitle>
        {own.kind === "task" ? (
          <OptionsForm
            nodeId={id}
            options={own.options ?? {}}
            defaults={info?.defaults ?? {}}
            queue={info?.queue}
          />
        ) : (
          <ContainerForm node={node} />
        )}
      </section>
    </>
  );
}
