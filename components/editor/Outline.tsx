"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  memo,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
} from "react";
import { ContextMenu } from "@/components/ui/Menu";
import { pathOf } from "@/core/edits/siblings";
import { walk } from "@/core/edits/walk";
import { foldAllIn, subtreeOf } from "@/core/layout/fold-depth";
import { focusRow } from "./focus-row";
import { changeFolds } from "./folding";
import { nodeEntries } from "./menu-entries";
import { goToNode } from "./moving";
import { isRowFolded, neighbour, visibleRows } from "./outline-rows";
import { OutlineRow, ROW_PX, type RowHandlers } from "./OutlineRow";
import { worstByNode } from "./problem-words";
import { selectClicked } from "./selecting";
import { treeOf } from "./structure";
import type { EditorState } from "./editor-store";
import { useEditorShared } from "./use-editor";
import { useEditorLater } from "./use-later";

interface OutlineProps {
  /** The keys of the editor; those it takes are prevented. */
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

type Listed = Pick<EditorState, "document" | "selection" | "problems" | "folds">;

const listedOf = ({ document, selection, problems, folds }: EditorState): Listed => ({
  document,
  selection,
  problems,
  folds,
});
/** Arrows and folding are answered at once; after an edit the drawing goes first, the list follows it. */
const isSameDocument = (next: Listed, shown: Listed) => next.document === shown.document;

/** The document as a tree of rows, in the order drawn: the drawing for keyboard, screen reader and phone. */
export function Outline({ onKeyDown }: OutlineProps) {
  const listed = useEditorLater(listedOf, isSameDocument);
  return <Rows {...listed} onKeyDown={onKeyDown} />;
}

/** Memoised: the page around it is drawn more often. */
const Rows = memo(function Rows(props: OutlineProps & Listed) {
  const { document, selection, problems, folds, onKeyDown } = props;
  const shared = useEditorShared();
  const { store } = shared;
  const all = useMemo(() => walk(document), [document]);
  const visits = useMemo(() => visibleRows(all, folds), [all, folds]);
  const worst = useMemo(() => worstByNode(problems), [problems]);
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- the compiler, which could not keep its functions, is not used
  const rows = useVirtualizer({
    count: visits.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    initialRect: { width: 240, height: 400 },
  });
  const selected = selection.at(-1) ?? null;
  const at = visits.findIndex(({ node }) => node.id === selected);
  useEffect(() => {
    if (at < 0) return;
    // What the list knows of its place costs nothing; scrolling to where it is lays the page out.
    const from = rows.scrollOffset ?? 0;
    const isShown =
      at * ROW_PX >= from && (at + 1) * ROW_PX <= from + (rows.scrollRect?.height ?? 0);
    if (!isShown) rows.scrollToIndex(at);
  }, [at, rows]);

  function go(to: string | null | undefined) {
    if (to === null || to === undefined) return;
    store.getState().select([to]);
    focusRow(to);
  }
  function onFold(id: string, isDeep: boolean) {
    const isFolded = !isRowFolded(folds, id);
    const tree = treeOf(document);
    const part = isDeep && tree !== null ? subtreeOf(tree, id) : null;
    const next = { ...folds, folded: new Map(folds.folded).set(id, isFolded) };
    shared.view.hold(pathOf(document, id));
    changeFolds(store, part === null ? next : foldAllIn(part, folds, isFolded));
  }
  function onRowKey(id: string, event: KeyboardEvent<HTMLElement>) {
    // Keys in the menu of a row are the menu's.
    if (!isOwn(event)) return;
    onKeyDown(event);
    if (event.defaultPrevented) return;
    if (event.key === "ArrowRight" && isRowFolded(folds, id)) {
      event.preventDefault();
      onFold(id, false);
      return;
    }
    const index = visits.findIndex(({ node }) => node.id === id);
    const to = neighbour(visits, index, event.key);
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  }
  function onSelect(id: string, event: MouseEvent) {
    if (store.getState().moving !== null) return goToNode(store, id);
    const range = event.shiftKey;
    selectClicked(store, id, { additive: event.ctrlKey || event.metaKey, range });
  }
  const handlers = useLasting({ onSelect, onFold, onKeyDown: onRowKey });

  const onContextMenuCapture = ({ target }: MouseEvent) => {
    const row = target instanceof Element ? target.closest("[data-row]") : null;
    const id = row?.getAttribute("data-row");
    if (id && !selection.includes(id)) store.getState().select([id]);
  };

  return (
    <ContextMenu entries={() => nodeEntries(shared)}>
      <div
        ref={scroller}
        onContextMenuCapture={onContextMenuCapture}
        className="min-h-0 flex-1 overflow-auto px-2 pb-2"
      >
        <div
          role="tree"
          aria-label="Outline"
          aria-multiselectable
          className="relative"
          style={{ height: rows.getTotalSize() }}
        >
          {rows.getVirtualItems().map(({ index, start }) => {
            const visit = visits[index];
            if (visit === undefined) return null;
            const { id } = visit.node;
            return (
              <OutlineRow
                key={id}
                {...visit}
                top={start}
                isSelected={selection.includes(id)}
                isTabStop={index === Math.max(at, 0)}
                severity={worst.get(id)?.severity}
                isFolded={isRowFolded(folds, id)}
                handlers={handlers}
              />
            );
          })}
        </div>
      </div>
    </ContextMenu>
  );
});

/** True for an event of the row itself; those of its menu come here too, from elsewhere in the page. */
function isOwn({ currentTarget, target }: KeyboardEvent<HTMLElement>): boolean {
  return target instanceof Node && currentTarget.contains(target);
}

/** Handlers that stay the same functions, and do what the latest ones do. */
function useLasting(handlers: RowHandlers): RowHandlers {
  const latest = useRef(handlers);
  useLayoutEffect(() => {
    latest.current = handlers;
  });
  const [lasting] = useState<RowHandlers>(() => ({
    onSelect: (...given) => latest.current.onSelect(...given),
    onFold: (...given) => latest.current.onFold(...given),
    onKeyDown: (...given) => latest.current.onKeyDown(...given),
  }));
  return lasting;
}
