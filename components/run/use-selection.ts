import { useSearchParams } from "next/navigation";
import { useCallback, useRef, useState } from "react";
import { NOTHING, type Selection } from "./selection";
import { writeAddress } from "./write-address";

type Change = (before: Selection) => Selection;
export type Select = (change: Selection | Change) => void;

/**
 * The selected nodes; the one that is looked at is written to the address, so that a link leads to it. The
 * state is held here: the router takes note of an address only after a while, and keys come faster.
 */
export function useSelection(): [Selection, Select] {
  const linked = useSearchParams().get("node");
  const [selection, setSelection] = useState<Selection>(linked === null ? NOTHING : [linked]);
  const latest = useRef(selection);
  const select = useCallback<Select>((change) => {
    const before = latest.current;
    const next = typeof change === "function" ? change(before) : change;
    latest.current = next;
    setSelection(next);
    if (next[0] !== before[0]) write(next[0]);
  }, []);
  return [selection, select];
}

function write(id: string | undefined): void {
  writeAddress((params) => {
    if (id === undefined) params.delete("node");
    else params.set("node", id);
  });
}
