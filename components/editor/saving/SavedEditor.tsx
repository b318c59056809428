"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useState } from "react";
import { errorCode, errorText } from "@/components/api/client";
import { TopBar } from "@/components/shell/TopBar";
import { Button, buttonClasses } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { Notice } from "@/components/ui/Notice";
import type { SavedWorkflow } from "@/core/saved";
import { createId } from "../create-id";
import { Editor } from "../Editor";
import { beginWorkflow, draftNameOf, NEW_PREFIX, openWorkflow, type Opened } from "./load";

/** The editor of a saved workflow, opened with all that this browser has kept of it. */
export function SavedEditor({ id }: { id: string }) {
  const opened = useQuery({
    queryKey: ["open workflow", id],
    queryFn: () => openWorkflow(id),
    // Each visit opens it anew; while it is open the saver keeps it up to date.
    ...{ gcTime: 0, staleTime: Number.POSITIVE_INFINITY },
    ...{ refetchOnWindowFocus: false, refetchOnReconnect: true, retry: false },
  });
  if (opened.data !== undefined) return <OpenEditor key={id} opened={opened.data} />;
  const isMissing =
    errorCode(opened.error) === "NOT_FOUND" || errorCode(opened.error) === "BAD_REQUEST";
  return (
    <>
      <TopBar crumbs={[{ label: "Workflows", href: "/workflows" }, { label: "Workflow" }]} />
      {opened.error === null ? null : isMissing ? (
        <EmptyState
          title="There is no such workflow"
          action={
            <Link href="/workflows" className={buttonClasses()}>
              Go to Workflows
            </Link>
          }
        >
          {errorText(opened.error)}
        </EmptyState>
      ) : (
        <div className="p-6">
          <Notice
            title="The workflow cannot be read"
            action={<Button onClick={() => void opened.refetch()}>Try again</Button>}
          >
            {errorText(opened.error)}
          </Notice>
        </div>
      )}
    </>
  );
}

function OpenEditor({ opened }: { opened: Opened }) {
  return <Editor opened={opened} draftName={draftNameOf(opened.id)} />;
}

/** The id in the address of a workflow; null where it is none. */
function idInAddress(): string | null {
  const [, id] = /^\/workflows\/([A-Za-z0-9_-]{1,64})$/.exec(window.location.pathname) ?? [];
  return id === undefined || id === "new" ? null : id;
}

interface NewEditorProps {
  origin: SavedWorkflow;
  /** What it begins with: the same one goes on over a reload, as long as nothing was saved. */
  name: string;
}

/**
 * The editor of a workflow that is saved with its first change, under an address of its own. Whoever comes
 * back to that address by the history comes to this page, too, and finds what was saved.
 */
export function NewEditor({ origin, name }: NewEditorProps) {
  const [existing] = useState(idInAddress);
  if (existing !== null) return <SavedEditor id={existing} />;
  return <BegunEditor key={name} origin={origin} name={name} />;
}

function BegunEditor({ origin, name }: NewEditorProps) {
  const [opened, setOpened] = useState<Opened | null>(null);
  useEffect(() => {
    let isGone = false;
    const key = NEW_PREFIX + name;
    const id = sessionStorage.getItem(key) ?? `w_${createId().slice(1)}${createId().slice(1)}`;
    sessionStorage.setItem(key, id);
    void beginWorkflow(id, origin).then((begun) => {
      if (!isGone) setOpened(begun);
    });
    return () => {
      isGone = true;
    };
  }, [origin, name]);
  return opened === null ? null : <OpenEditor opened={opened} />;
}
