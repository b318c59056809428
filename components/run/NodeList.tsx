"use client";
import { faceOfView } from "@/components/canvas/faces";
import { StateMark } from "@/components/canvas/StateMark";
import { formatPlural } from "@/core/format";
import { useRunStore } from "./context";

const LISTED = 100;

interface NodeListProps {
  title: string;
  ids: readonly string[];
  /** Said when there are none. */
  empty: string;
}

/** Nodes that something happens to, in a preview of it. */
export function NodeList({ title, ids, empty }: NodeListProps) {
  const { node } = useRunStore();
  return (
    <section aria-label={title}>
      <h3 className="mb-1 font-medium">
        {title} <span className="num font-normal text-faint">{ids.length}</span>
      </h3>
      {ids.length === 0 ? <p className="text-soft">{empty}</p> : null}
      <ul>
        {ids.slice(0, LISTED).map((id) => {
          const view = node(id);
          if (view === undefined) return null;
          const face = faceOfView(view);
          return (
            <li key={id} className="flex h-7 items-center gap-2" data-retry-node={id}>
              <StateMark state={view.state} size={14} />
              <span className="min-w-0 truncate">
                <span className="text-faint">{face.namespace}</span>
                {face.title}
              </span>
            </li>
          );
        })}
      </ul>
      {ids.length > LISTED ? (
        <p className="text-soft">and {formatPlural(ids.length - LISTED, "more step")}</p>
      ) : null}
    </section>
  );
}
