"use client";
import { createTRPCClient, httpLink } from "@trpc/client";
import { useEffect, useState } from "react";
import { useTasks } from "@/components/api/use-tasks";
import { toWorkflow } from "@/core/edits/document";
import type { TaskInfo } from "@/core/task";
import type { AppRouter } from "@/server/routers/_app";
import type { EditorStore } from "./editor-store";
import { checkLocally } from "./local-check";

/** From the last change until the server is asked; core has answered long before. */
const PAUSE_MS = 800;
/** Until a server that did not answer is asked again. */
const AGAIN_MS = 5000;
/** Up to this many nodes core answers within the change itself; of more, in the first gap between key presses. */
const AT_ONCE_NODES = 200;
const GAP_MS = 120;

// A workflow does not fit into an address, so this query goes as POST.
const api = createTRPCClient<AppRouter>({
  links: [httpLink({ url: "/api/trpc", methodOverride: "POST" })],
});

/** Checks with what the browser knows, at each change. Answers how to stop. */
function keepCheckedLocally(store: EditorStore, infos: readonly TaskInfo[]): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = () => {
    const { document, setProblems } = store.getState();
    setProblems(checkLocally(document, infos), document);
  };
  check();
  const unsubscribe = store.subscribe((state, before) => {
    if (state.document === before.document) return;
    clearTimeout(timer);
    if (Object.keys(state.document.nodes).length <= AT_ONCE_NODES) check();
    else timer = setTimeout(check, GAP_MS);
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}

/** Asks the server after each pause in the changes. Answers how to stop. */
function keepCheckedByServer(
  store: EditorStore,
  onFailure: (failure: string | null) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const abort = new AbortController();
  const later = (delayMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void check(), delayMs);
  };
  async function check() {
    const { document, setProblems } = store.getState();
    const workflow = toWorkflow(document);
    if (workflow === null) return setProblems([], document);
    const isStale = () => abort.signal.aborted || store.getState().document !== document;
    try {
      const { problems } = await api.workflows.validate.query(
        { workflow },
        { signal: abort.signal },
      );
      if (isStale()) return;
      setProblems(problems, document);
      onFailure(null);
    } catch {
      // Whatever the reason, the answer is the same: say so, ask again.
      if (isStale()) return;
      onFailure("The server does not answer. It is asked again every 5 s.");
      later(AGAIN_MS);
    }
  }
  void check();
  const unsubscribe = store.subscribe((state, before) => {
    if (state.document !== before.document) later(PAUSE_MS);
  });
  return () => {
    clearTimeout(timer);
    abort.abort();
    unsubscribe();
  };
}

/**
 * Keeps the store's problems up to date with its document: at once by core, then by the server. Gives why
 * the server does not check now, or null.
 */
export function useChecking(store: EditorStore): string | null {
  const [failure, setFailure] = useState<string | null>(null);
  // Workers come and go, and with them what is known: then the same document is checked again.
  const { data: tasks } = useTasks();
  useEffect(() => {
    if (tasks === undefined) return;
    return keepCheckedLocally(store, tasks);
  }, [store, tasks]);
  useEffect(() => keepCheckedByServer(store, setFailure), [store, tasks]);
  return failure;
}
