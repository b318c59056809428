"use client";
import { useMemo } from "react";
import { faceOfView } from "@/components/canvas/faces";
import { countStates } from "@/components/canvas/stack-model";
import { StateBar } from "@/components/canvas/StateBar";
import { StateMark } from "@/components/canvas/StateMark";
import { STATE_ORDER, STATE_WORDS } from "@/components/canvas/state-words";
import { formatCount, formatPlural } from "@/core/format";
import type { NodeView } from "@/core/snapshot";
import { useRunStore } from "./context";
import type { NodePartProps } from "./NodePanel";
import { useRunVersion } from "./use-run-version";

const LISTED = 100;

/** What lies in a container, what needs a person first. */
export function NodeMembers({ view, onSelect }: NodePartProps) {
  const members = useMembers(view.id);
  const { source } = useRunStore();
  const counts = countStates(
    members.map((member) => member.id),
    source,
  );
  return (
    <div className="flex flex-col gap-3 p-4">
      <StateBar counts={counts.states} />
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {counts.states.map(({ state, count }) => (
          <li key={state} className="flex items-center gap-1.5 text-soft">
            <StateMark state={state} size={14} silent />
            <span className="num">{formatCount(count)}</span> {STATE_WORDS[state].toLowerCase()}
          </li>
        ))}
      </ul>
      <ul>
        {members.slice(0, LISTED).map((member) => (
          <MemberRow key={member.id} view={member} onSelect={onSelect} />
        ))}
      </ul>
      {members.length > LISTED ? (
        <p className="text-soft">
          and {formatPlural(members.length - LISTED, "more member")}; the outline has them all
        </p>
      ) : null}
    </div>
  );
}

function MemberRow({ view, onSelect }: { view: NodeView; onSelect: (id: string) => void }) {
  const face = faceOfView(view);
  return (
    <li>
      <button
        type="button"
        onClick={() => onSelect(view.id)}
        className="flex h-8 w-full items-center gap-2 rounded-chip px-1 text-left hover:bg-hover"
      >
        <StateMark state={view.state} progress={face.progress} size={14} />
        <span className="min-w-0 flex-1 truncate">
          <span className="text-faint">{face.namespace}</span>
          {face.title}
        </span>
        <span className="max-w-1/2 truncate text-meta text-faint">{face.detail}</span>
      </button>
    </li>
  );
}

const RANK = new Map<string, number>(STATE_ORDER.map((state, index) => [state, index]));

/** Direct members, failed ones first, otherwise in the order drawn; follows the run as fast as lists are read. */
function useMembers(id: string): NodeView[] {
  const run = useRunStore();
  const version = useRunVersion(true);
  return useMemo(
    () =>
      [...run.nodes()]
        .filter((view) => view.parentId === id)
        .sort((a, b) => (RANK.get(a.state) ?? 0) - (RANK.get(b.state) ?? 0)),
    // The nodes are changed in place: the version stands for them.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [run, id, version],
  );
}
