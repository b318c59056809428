import type { EditorNode } from "@/core/edits/document";
export function JsonTab({ node }: { node: EditorNode }) {
  return <pre>{node.id}</pre>;
}
