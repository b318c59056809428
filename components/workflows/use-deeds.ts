"use client";
/** What can be done with a saved workflow from a list, each told when it is done and when it is not. */
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { api, errorText } from "@/components/api/client";
import { useReloadWorkflows } from "@/components/api/use-workflows";
import { createId } from "@/components/editor/create-id";
import { authorName } from "@/components/editor/saving/author";
import type { WorkflowSummary } from "@/core/saved";

type Named = Pick<WorkflowSummary, "id" | "name">;

export interface WorkflowDeeds {
  rename(workflow: Named, name: string): Promise<boolean>;
  duplicate(workflow: Named): Promise<void>;
  remove(workflow: Named): Promise<void>;
  bringBack(workflow: Named): Promise<void>;
}

const by = () => (authorName() === "" ? {} : { author: authorName() });

export function useDeeds(): WorkflowDeeds {
  const reload = useReloadWorkflows();
  const router = useRouter();
  async function attempt(failure: string, deed: () => Promise<unknown>): Promise<boolean> {
    try {
      await deed();
      return true;
    } catch (error) {
      toast.error(failure, { description: errorText(error) });
      return false;
    } finally {
      await reload();
    }
  }
  const bringBack = async ({ id, name }: Named) => {
    const done = await attempt("It was not brought back", () =>
      api.workflows.restore.mutate({ id }),
    );
    if (done) toast.success(`"${name}" is back`);
  };
  return {
    rename: ({ id }, name) =>
      attempt("It was not renamed", () => api.workflows.rename.mutate({ id, name, ...by() })),
    async duplicate({ id }) {
      const newId = `w_${createId().slice(1)}${createId().slice(1)}`;
      const done = await attempt("It was not copied", () =>
        api.workflows.duplicate.mutate({ id, newId, ...by() }),
      );
      if (!done) return;
      toast.success("A copy was made", {
        action: { label: "Open", onClick: () => router.push(`/workflows/${newId}`) },
      });
    },
    async remove(workflow) {
      const { id, name } = workflow;
      const done = await attempt("It was not deleted", () => api.workflows.remove.mutate({ id }));
      if (!done) return;
      toast(`"${name}" was deleted`, {
        description: "It can be brought back for 30 days.",
        action: { label: "Undo", onClick: () => void bringBack(workflow) },
      });
    },
    bringBack,
  };
}
