"use client";
import { Play, Redo2, RotateCcw, Undo2 } from "lucide-react";
import { TopBar } from "@/components/shell/TopBar";
import { Button, IconButton } from "@/components/ui/Button";
import { Tooltip } from "@/components/ui/Tooltip";
import { renameWorkflow } from "@/core/edits/settings";
import type { EditorState } from "./editor-store";
import { LastRunToggle } from "./LastRunToggle";
import { warningOf, whyNotRun } from "./problem-words";
import { SaveStatus } from "./saving/SaveStatus";
import { useEditor, useEditorShared, useEditorStore } from "./use-editor";
import { useEditorLater } from "./use-later";

interface EditorTopBarProps {
  onRun: () => void;
  onConflict: () => void;
  isSubmitting: boolean;
}

/** Where one is, the workflow's name, undo and redo, Run. */
export function EditorTopBar({ onRun, onConflict, isSubmitting }: EditorTopBarProps) {
  const { startOver } = useEditorShared();
  const reason = useEditor(whyNotRun);
  const warning = useEditor(warningOf);
  const isBlocked = reason !== null || isSubmitting;
  return (
    <TopBar crumbs={[{ label: "Workflows", href: "/workflows" }, { label: <NameField /> }]}>
      <SaveStatus onConflict={onConflict} />
      <IconButton label="Start over" className="max-sm:hidden" onClick={startOver}>
        <RotateCcw aria-hidden />
      </IconButton>
      <LastRunToggle />
      <Travel />
      <Tooltip text={reason ?? warning ?? "Run it now (Ctrl Enter)"}>
        <Button
          variant="primary"
          icon={<Play aria-hidden />}
          // Stays reachable by keyboard, so that the reason can be read.
          aria-disabled={isBlocked}
          aria-description={reason ?? warning ?? undefined}
          onClick={isBlocked ? undefined : onRun}
          className={isBlocked ? "opacity-45" : undefined}
        >
          Run
        </Button>
      </Tooltip>
    </TopBar>
  );
}

const deedsOf = ({ history }: EditorState) => ({
  undone: history.undo.at(-1)?.label,
  redone: history.redo.at(-1)?.label,
});
const never = () => false;

/** One step back and forth, by name. */
function Travel() {
  const store = useEditorStore();
  const { undone, redone } = useEditorLater(deedsOf, never);
  return (
    <div className="flex">
      <IconButton
        label="Undo"
        title={undone === undefined ? "Nothing to undo" : `Undo: ${undone}`}
        disabled={undone === undefined}
        onClick={store.getState().undo}
      >
        <Undo2 aria-hidden />
      </IconButton>
      <IconButton
        label="Redo"
        title={redone === undefined ? "Nothing to redo" : `Redo: ${redone}`}
        disabled={redone === undefined}
        onClick={store.getState().redo}
      >
        <Redo2 aria-hidden />
      </IconButton>
    </div>
  );
}

function NameField() {
  const store = useEditorStore();
  const name = useEditor((state) => state.document.name);
  const rename = (value: string) =>
    store
      .getState()
      .edit("Name the workflow", (document) => renameWorkflow(document, value), "name");
  return (
    <input
      aria-label="Name of the workflow"
      value={name}
      maxLength={200}
      onChange={(event) => rename(event.target.value)}
      onBlur={() => name.trim() === "" && rename("Untitled workflow")}
      onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
      className="-ml-1.5 h-8 w-[min(36ch,100%)] min-w-0 rounded-control border border-transparent bg-transparent px-1.5 text-title text-ellipsis font-semibold hover:border-line"
    />
  );
}
