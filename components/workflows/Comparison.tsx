"use client";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import type { Comparison as Compared } from "@/core/compare";
import type { EditorDocument } from "@/core/edits/document";
import { titleOf } from "@/core/edits/titles";
import type { SavedRevision } from "@/core/saved";
import { DocumentCanvas } from "./DocumentCanvas";
import { differenceInWords, MARKS, MARK_ICONS, MARK_TONES, MARK_WORDS } from "./mark-words";
import { untilLoaded } from "@/components/ui/until-loaded";

const TextDiff = dynamic(
  () => untilLoaded(() => import("./TextDiff")).then((module) => module.TextDiff),
  {
    ssr: false,
    loading: () => <div className="size-full" />,
  },
);

export interface Side {
  saved: SavedRevision;
  document: EditorDocument;
}

interface DrawingsProps {
  shown: Side;
  /** What it is compared with; null: nothing. */
  other: Side | null;
  compared: Compared | null;
}

/** The revision as a drawing; beside it the one that it is compared with, and what is different marked in both. */
export function Drawings({ shown, other, compared }: DrawingsProps) {
  const [selected, setSelected] = useState<string | null>(null);
  const sides = other === null ? [shown] : [other, shown];
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 gap-px bg-line max-md:flex-col">
        {sides.map(({ saved, document }) => (
          <section
            key={saved.revision}
            aria-label={`Revision ${saved.revision}`}
            className="flex min-h-48 min-w-0 flex-1 flex-col bg-panel"
          >
            {other === null ? null : (
              <h2 className="flex h-8 shrink-0 items-center border-b border-line px-3 font-medium">
                Revision {saved.revision}
              </h2>
            )}
            <div className="min-h-0 flex-1">
              <DocumentCanvas
                label={`Drawing of revision ${saved.revision}`}
                document={document}
                {...(compared !== null && { differences: compared.nodes })}
                selected={selected}
                onSelect={setSelected}
              />
            </div>
          </section>
        ))}
      </div>
      {compared === null || other === null ? null : (
        <DifferenceList {...{ compared, shown, other }} onLook={setSelected} />
      )}
    </div>
  );
}

interface DifferenceListProps {
  compared: Compared;
  shown: Side;
  other: Side;
  onLook: (id: string) => void;
}

function DifferenceList({ compared, shown, other, onLook }: DifferenceListProps) {
  const rows = useMemo(
    () =>
      MARKS.flatMap((mark) =>
        [...compared.nodes.values()]
          .filter(({ marks }) => marks[0] === mark)
          .map((difference) => {
            const id = difference.nodeId;
            const node = shown.document.nodes[id] ?? other.document.nodes[id];
            return { difference, mark, title: node === undefined ? id : titleOf(node) };
          }),
      ),
    [compared, shown, other],
  );
  return (
    <ul aria-label="Differences" className="max-h-40 shrink-0 overflow-auto border-t border-line">
      {rows.map(({ difference, mark, title }) => {
        const Icon = MARK_ICONS[mark];
        return (
          <li key={difference.nodeId}>
            <button
              type="button"
              onClick={() => onLook(difference.nodeId)}
              className="flex h-8 w-full items-center gap-2 px-4 text-left outline-offset-[-2px] hover:bg-hover"
            >
              <Icon className={`size-4 shrink-0 text-state ${MARK_TONES[mark]}`} aria-hidden />
              <span className="truncate font-medium">{title}</span>
              <span className="truncate text-soft">{differenceInWords(difference)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** `1 added, 2 changed`; that nothing is different. */
export function countsInWords({ counts, isRenamed }: Compared): string {
  const words = MARKS.filter((mark) => counts[mark] > 0).map(
    (mark) => `${counts[mark]} ${MARK_WORDS[mark].toLowerCase()}`,
  );
  if (isRenamed) words.push("renamed");
  return words.length === 0 ? "No differences" : words.join(", ");
}

/** Both documents as JSON text. */
export function Texts({ shown, other }: { shown: Side; other: Side | null }) {
  const text = ({ saved }: Side) => JSON.stringify(saved.workflow, null, 2);
  return (
    <div className="min-h-0 flex-1">
      <TextDiff
        label={`JSON of revision ${shown.saved.revision}`}
        before={text(other ?? shown)}
        after={text(shown)}
      />
    </div>
  );
}
