/** Whatever happens between an edit and its save, in the end nothing is lost. */
import type { Page } from "@playwright/test";
import { expect, test, type Api } from "./fixtures";
import { EditorPage } from "./pages/EditorPage";
import { startCuttableProxy } from "./support/cuttable-proxy";
import type { Workflow } from "@/core/node";

interface Saved {
  revision: number;
  author: string;
  workflow: Workflow;
}

const READY = { kind: "task", task: "flow.echo", id: "echo", label: "Echo", args: [1] } as const;

/** Saves a workflow as somebody outside would, and gives its id. */
async function saveNew(api: Api, name: string, root: Workflow["root"] = READY): Promise<string> {
  const workflow: Workflow = { version: 1, name, root };
  return (await api.mutate<{ id: string }>("workflows.save", { workflow })).id;
}

const savedOf = (api: Api, id: string) => api.query<Saved>("workflows.get", { id });

/** Somebody else's save on what is newest. */
async function saveAs(
  api: Api,
  id: string,
  author: string,
  change: (root: Workflow["root"]) => Workflow["root"],
) {
  const { revision, workflow } = await savedOf(api, id);
  const next = { ...workflow, root: change(workflow.root) };
  await api.mutate("workflows.save", { id, baseRevision: revision, workflow: next, author });
}

class SavedPage extends EditorPage {
  async open(id: string): Promise<void> {
    await this.page.goto(`/workflows/${id}`);
    await expect(this.runButton).toBeVisible();
  }

  status(words: string) {
    return this.page.getByRole("button", { name: `Saving: ${words}`, exact: true });
  }

  async saved(): Promise<void> {
    await expect(this.status("Saved")).toBeVisible();
  }

  async rename(name: string): Promise<void> {
    await this.page.getByLabel("Name of the workflow").fill(name);
  }

  get id(): string {
    return new URL(this.page.url()).pathname.split("/").at(-1) ?? "";
  }
}

const tasksIn = (workflow: Workflow): string[] =>
  JSON.stringify(workflow.root).match(/(?<="label":")[^"]+/g) ?? [];

test("a new workflow is saved with its first change, under an address of its own", async ({
  page,
  api,
}) => {
  const editor = new SavedPage(page);
  await editor.goto();
  await expect(editor.status("Not saved yet")).toBeVisible();
  await editor.rename("Made by hand");
  await expect(page).toHaveURL(/\/workflows\/w_/);
  await editor.saved();
  await expect.poll(async () => (await savedOf(api, editor.id)).workflow.name).toBe("Made by hand");
  await page.reload();
  await expect(page.getByLabel("Name of the workflow")).toHaveValue("Made by hand");
  await editor.saved();
});

test("two tabs that change different things both keep what they did", async ({
  page,
  context,
  api,
}) => {
  const id = await saveNew(api, "Two tabs", {
    kind: "chain",
    id: "all",
    children: [READY, { ...READY, id: "last", label: "Last" }],
  });
  const first = new SavedPage(page);
  const second = new SavedPage(await context.newPage());
  await first.open(id);
  await second.open(id);
  await first.rename("Renamed in the first");
  await second.select(second.node("Last"));
  await second.page.keyboard.press("F2");
  await second.page.keyboard.press("Control+a");
  await second.page.keyboard.type("Changed in the second");
  await second.page.keyboard.press("Enter");
  for (const tab of [first, second]) {
    await tab.page.bringToFront();
    await expect(tab.page.getByLabel("Name of the workflow")).toHaveValue("Renamed in the first");
    await expect(tab.node("Changed in the second")).toBeVisible();
    await tab.saved();
  }
  const { workflow } = await savedOf(api, id);
  expect(workflow.name).toBe("Renamed in the first");
  expect(tasksIn(workflow)).toEqual(["Echo", "Changed in the second"]);
});
