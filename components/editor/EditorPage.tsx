"use client";
import dynamic from "next/dynamic";
import { TopBar } from "@/components/shell/TopBar";
import { EXAMPLE_WORKFLOWS } from "@/core/examples";

// A draft may wait in the tab's storage, which the server does not have: the editor begins in the browser.
const Editor = dynamic(() => import("./Editor").then((module) => module.Editor), {
  ssr: false,
  loading: () => (
    <TopBar crumbs={[{ label: "Workflows", href: "/workflows" }, { label: "New workflow" }]} />
  ),
});

/** The editor, empty or with an example. */
export function EditorPage({ exampleId }: { exampleId: string | null }) {
  const example = EXAMPLE_WORKFLOWS.find(({ id }) => id === exampleId);
  const draftName = example === undefined ? "new" : `example ${example.id}`;
  return <Editor key={draftName} draftName={draftName} origin={example?.workflow ?? null} />;
}
