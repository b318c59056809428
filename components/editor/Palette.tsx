"use client";
import { Blocks, Search, X } from "lucide-react";
import {
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
} from "react";
import { useTasks } from "@/components/api/use-tasks";
import { Button, IconButton } from "@/components/ui/Button";
import { classes } from "@/components/ui/classes";
import type { WorkflowNode } from "@/core/node";
import { KindIcon } from "@/components/canvas/KindIcon";
import {
  containerOf,
  PICKS,
  sectionsOf,
  type ContainerKind,
  type PaletteItem,
} from "./palette-items";
import { addNode, targetOf } from "./placing";
import { useEditor, useEditorShared } from "./use-editor";
import { KIND_WORDS, slotWords } from "./words";

interface Picking {
  kind: ContainerKind;
  tasks: string[];
}

interface PaletteProps {
  searchRef: RefObject<HTMLInputElement | null>;
  /** Called after something was added. */
  onAdded: () => void;
}

/** The registered tasks and the containers; a pick is added where the palette is aimed at. */
export function Palette({ searchRef, onAdded }: PaletteProps) {
  const { store, focus } = useEditorShared();
  const [search, setSearch] = useState("");
  const [picking, setPicking] = useState<Picking | null>(null);
  const [active, setActive] = useState(0);
  const [isFocused, setFocused] = useState(false);
  const tasks = useTasks();
  const listId = useId();
  const sections = useMemo(() => {
    const all = sectionsOf(tasks.data ?? [], search);
    return picking === null ? all : all.filter(({ title }) => title !== "Containers");
  }, [tasks.data, search, picking]);
  const items = sections.flatMap((section) => section.items);
  const current = items[Math.min(active, items.length - 1)];

  function reset() {
    setSearch("");
    setPicking(null);
    setActive(0);
  }
  function add(node: WorkflowNode) {
    if (!addNode(store, node)) return;
    reset();
    onAdded();
  }
  function pick(item: PaletteItem) {
    setActive(0);
    setSearch("");
    if (item.type === "container") {
      setPicking({ kind: item.kind, tasks: [] });
      searchRef.current?.focus();
      return;
    }
    if (picking === null) return add({ kind: "task", task: item.task });
    const picked = [...picking.tasks, item.task];
    if (picked.length < PICKS[picking.kind].length) setPicking({ ...picking, tasks: picked });
    else add(containerOf(picking.kind, picked));
  }
  function cancel() {
    reset();
    store.getState().aim(null);
    focus.node(store.getState().selection.at(-1) ?? null);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive((at) => Math.max(0, Math.min(items.length - 1, at + step)));
    } else if (event.key === "Enter" && current !== undefined && !event.ctrlKey) pick(current);
    else if (event.key === "Escape") cancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <section aria-label="Palette" className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-col gap-2 p-3 pb-2">
        <PaletteField
          searchRef={searchRef}
          value={search}
          onValueChange={(value) => {
            setSearch(value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          onFocusChange={setFocused}
          listId={listId}
          activeId={current === undefined ? undefined : `${listId} ${current.id}`}
        />
        <Aim picking={picking} onCancel={cancel} />
      </div>
      <div
        id={listId}
        role="listbox"
        aria-label="Tasks"
        className="min-h-0 flex-1 overflow-auto px-2 pb-3"
      >
        {sections.map((section) => (
          <div key={section.title} role="group" aria-label={section.title} className="mb-1">
            <div
              aria-hidden
              className={classes(
                "px-2 pt-2 pb-1 text-meta text-faint",
                section.title !== "Containers" && "font-mono",
              )}
            >
              {section.title}
            </div>
            {section.items.map((item) => (
              <PaletteRow
                key={item.id}
                id={`${listId} ${item.id}`}
                item={item}
                isActive={isFocused && item === current}
                onPick={() => pick(item)}
              />
            ))}
          </div>
        ))}
        <PaletteEmpty
          isLoading={tasks.isPending}
          isAway={tasks.isError}
          hasTasks={(tasks.data?.length ?? 0) > 0}
          hasItems={items.length > 0}
          onClear={reset}
        />
      </div>
    </section>
  );
}

interface PaletteFieldProps {
  searchRef: RefObject<HTMLInputElement | null>;
  value: string;
  onValueChange: (value: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onFocusChange: (isFocused: boolean) => void;
  listId: string;
  activeId: string | undefined;
}

function PaletteField(props: PaletteFieldProps) {
  const { searchRef, value, onValueChange, onKeyDown, onFocusChange, listId, activeId } = props;
  return (
    <label className="relative block">
      <Search
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-faint"
        aria-hidden
      />
      <input
        ref={searchRef}
        type="search"
        role="combobox"
        aria-label="Search tasks"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={activeId}
        autoComplete="off"
        placeholder="Search tasks"
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        onKeyDown={onKeyDown}
        onFocus={() => onFocusChange(true)}
        onBlur={() => onFocusChange(false)}
        className="h-8 w-full rounded-control border border-line bg-panel pr-2 pl-8 placeholder:text-faint hover:border-line-strong"
      />
    </label>
  );
}

/** Says where the next pick goes. */
function Aim({ picking, onCancel }: { picking: Picking | null; onCancel: () => void }) {
  const target = useEditor((state) => state.target);
  const document = useEditor((state) => state.document);
  const selection = useEditor((state) => state.selection);
  const resolved = targetOf({ document, selection, target });
  const words =
    resolved.kind === "replace" ? "Replaces the task" : slotWords(document, resolved.slot);
  const isAimed = target !== null || picking !== null;
  return (
    <div
      className={classes(
        "flex min-h-7 items-center gap-2 rounded-control px-2 text-meta",
        isAimed ? "bg-selected text-ink" : "text-soft",
      )}
      aria-live="polite"
    >
      <span className="min-w-0 flex-1 truncate" title={words}>
        {picking === null
          ? words
          : `${KIND_WORDS[picking.kind]}: choose ${PICKS[picking.kind][picking.tasks.length] ?? ""}`}
      </span>
      {isAimed ? (
        <IconButton label="Cancel" size="compact" className="-mr-2" onClick={onCancel}>
          <X aria-hidden />
        </IconButton>
      ) : null}
    </div>
  );
}

interface PaletteRowProps {
  id: string;
  item: PaletteItem;
  isActive: boolean;
  onPick: () => void;
}

function PaletteRow({ id, item, isActive, onPick }: PaletteRowProps) {
  const row = useRef<HTMLDivElement>(null);
  const isOffline = item.type === "task" && item.isOffline;
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: "nearest" });
  }, [isActive]);
  return (
    <div
      ref={row}
      id={id}
      role="option"
      aria-selected={isActive}
      aria-label={`${item.type === "task" ? item.task : item.short}${isOffline ? ", offline" : ""}`}
      title={item.description}
      // The search field keeps the focus, so that typing goes on.
      tabIndex={-1}
      onKeyDown={(event) => event.key === "Enter" && onPick()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPick}
      className={classes(
        "flex cursor-pointer items-start gap-2 rounded-control px-2 py-1.5 hover:bg-hover",
        isActive && "bg-hover",
      )}
    >
      <KindIcon
        kind={item.type === "task" ? "task" : item.kind}
        className="mt-0.5 size-4 shrink-0 text-faint"
      />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="truncate font-medium">{item.short}</span>
          {isOffline ? (
            <span className="state-retrying rounded-chip border border-state/50 px-1 text-[11px] leading-4 text-soft">
              offline
            </span>
          ) : null}
        </span>
        <span className="block truncate text-meta text-faint">{item.description}</span>
      </span>
    </div>
  );
}

interface PaletteEmptyProps {
  isLoading: boolean;
  isAway: boolean;
  hasTasks: boolean;
  hasItems: boolean;
  onClear: () => void;
}

function PaletteEmpty({ isLoading, isAway, hasTasks, hasItems, onClear }: PaletteEmptyProps) {
  if (isLoading) return <p className="px-2 py-3 text-soft">Asking for the tasks …</p>;
  if (isAway)
    return (
      <p className="px-2 py-3 text-soft">
        The tasks could not be read. Check that Espalier is running; they are asked for again every
        15 s.
      </p>
    );
  if (!hasTasks)
    return (
      <p className="flex gap-2 px-2 py-3 text-soft">
        <Blocks className="size-4 shrink-0" aria-hidden />
        No worker has offered a task yet. Start a worker; its tasks appear here.
      </p>
    );
  if (hasItems) return null;
  return (
    <div className="flex flex-col items-start gap-2 px-2 py-3 text-soft">
      No task fits what you typed.
      <Button size="compact" onClick={onClear}>
        Show all tasks
      </Button>
    </div>
  );
}
