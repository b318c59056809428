/** The drafts that wait in this tab's storage. */
import { EXAMPLE_WORKFLOWS } from "@/core/examples";

export interface WaitingDraft {
  key: string;
  name: string;
  href: string;
}

const PREFIX = "espalier.draft.";

/** The name that stands in a stored draft; null of what is none. */
function nameIn(text: string | null): string | null {
  const found = /"document":\{"name":("(?:[^"\\]|\\.)*")/.exec(text ?? "");
  const isEmpty = text?.includes('"rootId":null') === true;
  return found?.[1] === undefined || isEmpty ? null : (JSON.parse(found[1]) as string);
}

function hrefOf(draftName: string): string | null {
  if (draftName === "new") return "/workflows/new";
  if (draftName.startsWith("run ")) {
    return `/workflows/new?run=${encodeURIComponent(draftName.slice("run ".length))}`;
  }
  const example = EXAMPLE_WORKFLOWS.find(({ id }) => draftName === `example ${id}`);
  return example === undefined ? null : `/workflows/new?example=${example.id}`;
}

/** Every draft that something is drawn in, by the name of its workflow. Reads the names alone. */
export function draftsIn(storage: Pick<Storage, "length" | "key" | "getItem">): WaitingDraft[] {
  const drafts: WaitingDraft[] = [];
  for (let index = 0; index < storage.length; index++) {
    const key = storage.key(index);
    if (key === null || !key.startsWith(PREFIX)) continue;
    const href = hrefOf(key.slice(PREFIX.length));
    const name = nameIn(storage.getItem(key));
    if (href !== null && name !== null) drafts.push({ key, name, href });
  }
  return drafts;
}
