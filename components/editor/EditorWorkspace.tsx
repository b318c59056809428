"use client";
import { ListTree, Plus, SlidersHorizontal } from "lucide-react";
import type { KeyboardEvent, ReactNode, RefObject } from "react";
import type { CanvasHandle } from "@/components/canvas/types";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { DragGhost } from "./DragGhost";
import { EditorCanvas } from "./EditorCanvas";
import { ExpressionBar } from "./expression/ExpressionBar";
import { Inspector } from "./Inspector";
import { MoveBanner } from "./MoveBanner";
import { Outline } from "./Outline";
import { Palette } from "./Palette";
import { SectionTitle } from "./SectionTitle";
import { useEditor, useEditorShared } from "./use-editor";

/** What lies over the canvas on a phone. */
export type Sheet = "palette" | "outline" | "inspector";

interface Refs {
  canvas: RefObject<CanvasHandle | null>;
  searchRef: RefObject<HTMLInputElement | null>;
  nameRef: RefObject<HTMLInputElement | null>;
  argumentsRef: RefObject<HTMLDivElement | null>;
}

interface EditorWorkspaceProps {
  isNarrow: boolean;
  sheet: Sheet | null;
  onSheetChange: (sheet: Sheet | null) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  refs: Refs;
}

/** Palette and outline, drawing, inspector side by side; on a phone the drawing, the others as sheets over it. */
export function EditorWorkspace(props: EditorWorkspaceProps) {
  const { isNarrow, onSheetChange, onKeyDown, refs } = props;
  const { store, focus } = useEditorShared();
  const isEmpty = useEditor((state) => state.document.rootId === null);
  const palette = (
    <Palette
      searchRef={refs.searchRef}
      onAdded={() => {
        onSheetChange(null);
        focus.added(store.getState().selection.at(-1) ?? null);
      }}
    />
  );
  const outline = isEmpty ? (
    <p className="px-4 pb-3 text-soft">What is drawn is listed here.</p>
  ) : (
    <Outline onKeyDown={onKeyDown} />
  );
  const inspector = <Inspector nameRef={refs.nameRef} argumentsRef={refs.argumentsRef} />;
  const drawing = (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <ExpressionBar />
      <div data-drawing className="relative min-h-0 flex-1">
        <EditorCanvas handle={refs.canvas} onKeyDown={onKeyDown} />
        <DragGhost />
      </div>
    </div>
  );
  if (isNarrow)
    return (
      <div className="flex min-h-0 flex-1 flex-col">
        {drawing}
        <PhoneBar {...props} />
        <PhoneSheet {...props} part="palette" title="Add">
          <div className="flex h-[70dvh] flex-col">{palette}</div>
        </PhoneSheet>
        <PhoneSheet {...props} part="outline" title="Outline">
          <div className="flex h-[60dvh] flex-col gap-2 pt-2">
            <div className="flex justify-center empty:hidden">
              <MoveBanner />
            </div>
            {outline}
          </div>
        </PhoneSheet>
        <PhoneSheet {...props} part="inspector" title="Node">
          <div className="flex h-[70dvh] flex-col">{inspector}</div>
        </PhoneSheet>
      </div>
    );
  return (
    <div className="flex min-h-0 flex-1">
      <aside
        aria-label="Palette and outline"
        className="flex w-60 shrink-0 flex-col border-r border-line bg-panel"
      >
        <div className="flex min-h-0 flex-[3] flex-col">{palette}</div>
        <div className="flex min-h-0 flex-[2] flex-col border-t border-line">
          <div className="px-4 pt-1">
            <SectionTitle level={2}>Outline</SectionTitle>
          </div>
          {outline}
        </div>
      </aside>
      {drawing}
      <aside
        aria-label="Inspector"
        className="flex w-90 shrink-0 flex-col border-l border-line bg-panel max-lg:w-76"
      >
        {inspector}
      </aside>
    </div>
  );
}

function PhoneBar({ onSheetChange }: EditorWorkspaceProps) {
  const { focus } = useEditorShared();
  const hasSelection = useEditor((state) => state.selection.length > 0);
  return (
    <div className="flex gap-2 border-t border-line bg-panel p-2 [&>button]:h-10 [&>button]:flex-1">
      <Button icon={<Plus aria-hidden />} onClick={focus.palette}>
        Add
      </Button>
      <Button icon={<ListTree aria-hidden />} onClick={() => onSheetChange("outline")}>
        Outline
      </Button>
      <Button
        icon={<SlidersHorizontal aria-hidden />}
        disabled={!hasSelection}
        onClick={() => onSheetChange("inspector")}
      >
        Edit
      </Button>
    </div>
  );
}

interface PhoneSheetProps extends EditorWorkspaceProps {
  part: Sheet;
  title: string;
  children: ReactNode;
}

function PhoneSheet({ sheet, onSheetChange, part, title, children }: PhoneSheetProps) {
  return (
    <Dialog
      open={sheet === part}
      onOpenChange={(open) => {
        if (!open) onSheetChange(null);
      }}
      title={title}
      placement="sheet"
    >
      {children}
    </Dialog>
  );
}
