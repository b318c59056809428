/** All workflows in one file, and files of workflows back into the list. */
import { toast } from "sonner";
import { api, errorText } from "@/components/api/client";
import { createId } from "@/components/editor/create-id";
import { authorName } from "@/components/editor/saving/author";
import { chooseFiles, download } from "@/components/editor/exchange/files";
import { readFile, writeBundle } from "@/core/exchange/bundle";
import type { Loss } from "@/core/exchange/flow-job";
import type { Workflow } from "@/core/node";

/** What came of an import. */
export interface Imported {
  names: string[];
  losses: Loss[];
}

/** Downloads every workflow as it is now. One in which nothing is drawn is left out, and told. */
export async function exportAll(): Promise<void> {
  try {
    const workflows: Workflow[] = [];
    let empty = 0;
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof api.workflows.list.query>> =
        await api.workflows.list.query({ sort: "name", limit: 200, cursor });
      for (const { id } of page.workflows) {
        const { workflow } = await api.workflows.get.query({ id });
        if (workflow.root === null) empty += 1;
        else workflows.push({ version: 1, name: workflow.name, root: workflow.root });
      }
      cursor = page.nextCursor;
    } while (cursor !== null);
    if (workflows.length === 0) return void toast("There is no workflow to export.");
    download("espalier-workflows.json", writeBundle(workflows));
    const left = empty === 0 ? "" : ` ${empty} without a task were left out.`;
    toast.success(`Exported ${workflows.length} workflows.${left}`);
  } catch (error) {
    toast.error("The workflows were not exported.", { description: errorText(error) });
  }
}

/** Asks for files and saves each workflow in them as a new one; null when it is called off. */
export async function importFiles(): Promise<Imported | null> {
  const files = await chooseFiles({ many: true });
  if (files.length === 0) return null;
  const imported: Imported = { names: [], losses: [] };
  for (const { name, text } of files) {
    const { workflows, losses } = readFile(text, name);
    imported.losses.push(...losses);
    for (const workflow of workflows) {
      const problem = await saveNew(workflow);
      if (problem === null) imported.names.push(workflow.name);
      else imported.losses.push({ at: workflow.name, message: problem });
    }
  }
  return imported;
}

/** Null when it is saved; else why not. */
async function saveNew(workflow: Workflow): Promise<string | null> {
  const author = authorName();
  try {
    await api.workflows.save.mutate({
      baseRevision: 0,
      workflow,
      saveId: createId(),
      ...(author !== "" && { author }),
    });
    return null;
  } catch (error) {
    return errorText(error);
  }
}
