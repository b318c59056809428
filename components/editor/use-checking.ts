"use client";
import { createTRPCClient, httpLink } from "@trpc/client";
import { useEffect, useState } from "react";
import { useTasks } from "@/components/api/use-tasks";
import { toWorkflow } from "@/core/edits/document";
import type { AppRouter } from "@/server/routers/_app";
import type { EditorStore } from "./editor-store";

/** From the last change until it is checked. */
const PAUSE_MS = 300;
/** Until a server that did not answer is asked again. */
const AGAIN_MS = 5000;

// A workflow does not fit into an address, so this query goes as POST.
const api = createTRPCClient<AppRouter>({
  links: [httpLink({ url: "/api/trpc", methodOverride: "POST" })],
});

/** Keeps the store's problems up to date with its document. Gives why that is not possible now, or null. */
export function useChecking(store: EditorStore): string | null {
  const [failure, setFailure] = useState<string | null>(null);
  // Workers come and go, and with them what is known: then the same document is checked again.
  const { data: tasks } = useTasks();
  useEffect(() => {
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
        setFailure(null);
      } catch {
        // Whatever the reason, the answer is the same: say so, ask again.
        if (isStale()) return;
        setFailure("Not checked: the server does not answer. It is asked again every 5 s.");
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
  }, [store, tasks]);
  return failure;
}
