"use client";
import { useId, useMemo, useState, type KeyboardEvent, type RefObject } from "react";
import { useTasks } from "@/components/api/use-tasks";
import { classes } from "@/components/ui/classes";
import { parameterNames } from "@/core/bind";
import type { Slot } from "@/core/edits/place";
import type { WorkflowNode } from "@/core/node";
import type { Adding } from "./editor-store";
import { containerOf, PICKS, sectionsOf, type PaletteItem } from "./palette-items";
import { dragOut } from "./palette-drag";
import { PaletteAim, type Picking } from "./PaletteAim";
import { PaletteEmpty } from "./PaletteEmpty";
import { PaletteField } from "./PaletteField";
import { PaletteRow } from "./PaletteRow";
import { addNode, aimAt } from "./placing";
import { useEditorShared } from "./use-editor";

interface PaletteProps {
  searchRef: RefObject<HTMLInputElement | null>;
  /** Called after something was added. */
  onAdded: () => void;
}

/** The registered tasks and the containers; a pick is added where the palette is aimed at. */
export function Palette({ searchRef, onAdded }: PaletteProps) {
  const shared = useEditorShared();
  const { store, focus } = shared;
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

  const parametersOf = (task: string) => {
    const info = tasks.data?.find(({ name }) => name === task);
    return info === undefined ? null : parameterNames(info.params);
  };

  function reset() {
    setSearch("");
    setPicking(null);
    setActive(0);
  }
  function add(node: WorkflowNode) {
    if (!addNode(store, node, parametersOf)) return;
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
  /** Dropped on a place of the drawing: a task goes there, of a container one picks what is in it. */
  function drop(item: PaletteItem, slot: Slot) {
    if (!aimAt(store, slot)) return;
    pick(item);
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
        <PaletteAim picking={picking} onCancel={cancel} />
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
                onPress={(event) =>
                  dragOut(event, shared, {
                    adding: addingOf(item),
                    take: (slot) => drop(item, slot),
                  })
                }
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

function addingOf(item: PaletteItem): Adding {
  return { title: item.short, kind: item.type === "task" ? "task" : item.kind };
}
