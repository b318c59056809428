"use client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { toast } from "sonner";
import type { CanvasHandle } from "@/components/canvas/types";
import { useMedia } from "@/components/ui/use-media";
import { toWorkflow } from "@/core/edits/document";
import { EditorTopBar } from "./EditorTopBar";
import { EditorWorkspace, type Sheet } from "./EditorWorkspace";
import { selectedId } from "./editor-store";
import { fieldNamed, whenFieldsAreThere, whenInspected } from "./first-field";
import { warningOf, whyNotRun } from "./problem-words";
import { focusRow } from "./focus-row";
import { ProblemStrip } from "./ProblemStrip";
import { EditorDialogs } from "./EditorDialogs";
import { ConflictDialog } from "./saving/ConflictDialog";
import type { Opened } from "./saving/load";
import { SavingContext, useSaver } from "./saving/use-saver";
import { createTrialStore } from "./trial-store";
import { useChecking } from "./use-checking";
import { useClipboard } from "./use-clipboard";
import { useDraftStore } from "./use-draft-store";
import { EditorContext, type EditorFocus, type EditorShared, type EditorView } from "./use-editor";
import { useEditorCommands } from "./use-editor-commands";
import { useGlobalKeys, useNodeKeys } from "./use-keys";
import { useSubmit } from "./use-submit";

/** A drawing of up to this many nodes is shown whole after each addition. */
const SMALL = 12;

/** Waits until what was just added is drawn. */
function afterDrawing(then: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(then));
}

interface EditorProps {
  opened: Opened;
  /** Drafts of different names do not touch each other. */
  draftName: string;
}

/** The editor of one workflow. In the browser only: a draft may wait in its storage. */
export function Editor({ opened, draftName }: EditorProps) {
  const store = useDraftStore({ draft: opened.draft, draftName });
  const saver = useSaver(store, opened);
  const [isChoosing, setChoosing] = useState(false);
  const isNarrow = useMedia("(max-width: 767px)");
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const canvas = useRef<CanvasHandle>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const nameRef = useRef<HTMLInputElement>(null);
  const argumentsRef = useRef<HTMLDivElement>(null);
  const [trials] = useState(() => createTrialStore(sessionStorage, draftName));
  const { submit, isSubmitting } = useSubmit((runId) =>
    trials.getState().noteRun(runId, store.getState().document),
  );
  const run = useCallback(() => {
    const workflow = toWorkflow(store.getState().document);
    const reason = whyNotRun(store.getState());
    if (reason !== null) store.setState({ notice: reason });
    else if (workflow !== null) {
      const warning = warningOf(store.getState());
      if (warning !== null) toast.warning("It runs, with a warning", { description: warning });
      void saver.settled().then((saved) => submit(workflow, saved));
    }
  }, [store, saver, submit]);
  const latestRun = useRef(run);
  useEffect(() => {
    latestRun.current = run;
  });

  const shared: EditorShared = useMemo(() => {
    const open = (part: Sheet, then: () => void) => {
      setSheet(part);
      if (part !== "inspector") return afterDrawing(then);
      trials.getState().setTab("node");
      const id = selectedId(store.getState());
      afterDrawing(() => (id === null ? then() : whenInspected(id, then)));
    };
    const isInOutline = () => document.activeElement?.closest('[role="tree"]') != null;
    const show = (id: string | null) => {
      if (id === null) return;
      const isOutline = isInOutline();
      if (isOutline) focusRow(id);
      afterDrawing(() => canvas.current?.reveal(id, { focus: !isOutline }));
    };
    const focus: EditorFocus = {
      palette: () => open("palette", () => searchRef.current?.focus()),
      name: () => open("inspector", () => nameRef.current?.select()),
      inspector: () =>
        open("inspector", () => {
          if (argumentsRef.current === null) return nameRef.current?.focus();
          whenFieldsAreThere(argumentsRef.current, (field) => (field ?? nameRef.current)?.focus());
        }),
      field: (name) =>
        open("inspector", () => {
          const section = argumentsRef.current;
          const inspector = section?.closest<HTMLElement>("[data-inspector]") ?? null;
          if (section === null || inspector === null) return;
          whenFieldsAreThere(section, (first) => {
            const field = name === null ? first : fieldNamed(inspector, name);
            (field ?? first ?? nameRef.current)?.focus();
          });
        }),
      node: show,
      isInOutline,
      added(id) {
        show(id);
        const isSmall = Object.keys(store.getState().document.nodes).length <= SMALL;
        if (isSmall) afterDrawing(() => canvas.current?.fitSmall());
      },
    };
    const fit = () => canvas.current?.fit();
    const view: EditorView = {
      canvas: () => canvas.current,
      fit,
      fitAfterDrawing: () => afterDrawing(fit),
      hold: (ids) => canvas.current?.hold(ids),
      reveal: (id) => canvas.current?.reveal(id),
    };
    const origin = opened.base.document ?? opened.draft.document;
    const startOver = () => store.getState().replaceAll(toWorkflow(origin));
    return { store, trials, focus, view, run: () => latestRun.current(), startOver };
  }, [store, trials, opened]);

  const failure = useChecking(store);
  useGlobalKeys(shared);
  useClipboard(shared);
  useEditorCommands(shared);
  const onKeyDown = useNodeKeys(shared);

  return (
    <EditorContext value={shared}>
      <SavingContext value={saver}>
        <EditorTopBar
          onRun={run}
          isSubmitting={isSubmitting}
          onConflict={() => setChoosing(true)}
        />
        <EditorWorkspace
          isNarrow={isNarrow}
          sheet={sheet}
          onSheetChange={setSheet}
          onKeyDown={onKeyDown}
          refs={{ canvas, searchRef, nameRef, argumentsRef }}
        />
        <ProblemStrip failure={failure} />
        <EditorDialogs />
        <ConflictDialog isOpen={isChoosing} onClose={() => setChoosing(false)} />
      </SavingContext>
    </EditorContext>
  );
}
