"use client";
import { json } from "@codemirror/lang-json";
import { unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { THEME } from "@/components/editor/json/theme";

const LOOK = EditorView.theme({
  ".cm-changedLine, &.cm-merge-b .cm-changedLine": {
    backgroundColor: "color-mix(in oklab, var(--state-succeeded) 12%, var(--panel)) !important",
  },
  ".cm-deletedChunk": {
    backgroundColor: "color-mix(in oklab, var(--state-failed) 12%, var(--panel)) !important",
    paddingLeft: "6px",
  },
  "&.cm-merge-b .cm-changedText, .cm-deletedChunk .cm-deletedText": {
    background: "color-mix(in oklab, currentColor 16%, transparent) !important",
  },
  ".cm-collapsedLines": {
    color: "var(--soft)",
    background: "var(--odd) !important",
    padding: "4px 8px",
  },
  // Its own signs are in no font that we bring.
  ".cm-collapsedLines::before, .cm-collapsedLines::after": { content: '"…"' },
});

interface TextDiffProps {
  label: string;
  before: string;
  after: string;
}

/** Two versions as one text: what went and what came, line by line; what stayed is folded away. */
export function TextDiff({ label, before, after }: TextDiffProps) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (frame.current === null) return undefined;
    const view = new EditorView({
      parent: frame.current,
      state: EditorState.create({
        doc: after,
        extensions: [
          json(),
          lineNumbers(),
          THEME,
          LOOK,
          EditorView.lineWrapping,
          EditorState.readOnly.of(true),
          EditorView.contentAttributes.of({ "aria-label": label }),
          unifiedMergeView({
            original: before,
            mergeControls: false,
            collapseUnchanged: { margin: 3, minSize: 6 },
          }),
        ],
      }),
    });
    return () => view.destroy();
  }, [label, before, after]);
  return <div ref={frame} className="size-full overflow-hidden" />;
}
