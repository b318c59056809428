import { STATE_WORDS } from "./state-words";
import type { NodeFace } from "./types";

/** What a screen reader says of a node. */
export function faceName(face: NodeFace): string {
  const title = `${face.namespace ?? ""}${face.title}`;
  const steps =
    face.kind !== "task" && face.progress !== undefined && face.progress.total > 0
      ? `${face.progress.completed} of ${face.progress.total} steps`
      : "";
  const state =
    face.state === "draft" ? "" : face.revoking === true ? "Revoking" : STATE_WORDS[face.state];
  const held = face.held === true ? "paused" : "";
  const kind = face.kind === "task" ? "" : face.kind;
  const note = face.note === undefined ? "" : `note: ${face.note}`;
  const pinned = face.pinned === true ? "pinned input" : "";
  const problems = face.problems?.text ?? "";
  return [title, kind, state, held, steps, face.detail ?? "", pinned, problems, note]
    .filter((part) => part !== "")
    .join(", ");
}
