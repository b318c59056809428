"use client";
import { formatPlural } from "@/core/format";
import type { ReceivedFrom } from "@/components/api/outputs";
import { NodeLink } from "./NodeLink";

/** How many are named before the others are only counted. */
const NAMED = 3;

interface ReceivedFromViewProps {
  from: ReceivedFrom | undefined;
  onSelect: (id: string) => void;
}

/** Whose result a value is, with the way there. */
export function ReceivedFromView({ from, onSelect }: ReceivedFromViewProps) {
  if (from === undefined) return <>received from before it</>;
  const named = from.nodeIds.slice(0, NAMED);
  const more = from.count - named.length;
  return (
    <span className="text-ink">
      <span className="text-faint">{WORDS[from.what]} </span>
      {named.map((id, index) => (
        <span key={id}>
          {index === 0 ? "" : ", "}
          <NodeLink id={id} onSelect={onSelect} />
        </span>
      ))}
      {more > 0 ? ` and ${formatPlural(more, "other")}` : ""}
    </span>
  );
}

const WORDS = { result: "from", failure: "the failure of", item: "an item of" } as const;
