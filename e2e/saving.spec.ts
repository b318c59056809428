/** Whatever happens between an edit and its save, in the end nothing is lost. */
import { expect, test, type Api } from "./fixtures";
import { EditorPage } from "./pages/EditorPage";
import { startFreshApp } from "./support/fresh-app";
import { startCuttableProxy } from "./support/cuttable-proxy";
import type { Signature, Workflow } from "@/core/node";

// What is cut off or refused on purpose, the browser notes in its console.
test.use({ toleratedError: /Failed to load resource|ERR_/ });

interface Saved {
  revision: number;
  author: string;
  workflow: Workflow;
}

const READY: Signature = {
  kind: "task",
  task: "flow.echo",
  id: "echo",
  label: "Echo",
  args: [1],
};

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

  async label(node: string, label: string): Promise<void> {
    await this.select(this.node(node));
    await this.page.keyboard.press("F2");
    await this.page.locator("input:focus").fill(label);
    await this.page.keyboard.press("Enter");
    await expect(this.node(label)).toBeVisible();
  }

  get id(): string {
    return new URL(this.page.url()).pathname.split("/").at(-1) ?? "";
  }
}

/** The chain or task with other labels, by node id. */
function labelled(root: Workflow["root"], labels: { [id: string]: string }): Workflow["root"] {
  const children = "children" in root ? root.children : [root];
  const renamed = children.map((node) => ({ ...node, label: labels[node.id ?? ""] ?? node.label }));
  return "children" in root
    ? ({ ...root, children: renamed } as Workflow["root"])
    : (renamed[0] as Workflow["root"]);
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
  await second.label("Last", "Changed in the second");
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

test("two people who change the same node choose whose version counts", async ({ page, api }) => {
  const id = await saveNew(api, "Two people", {
    kind: "chain",
    id: "all",
    children: [READY, { ...READY, id: "last", label: "Last" }],
  });
  const editor = new SavedPage(page);
  await editor.open(id);
  await editor.saved();
  // What she saves, his page has not heard of when he changes the same.
  await page.route(/workflows\.(head|save)/, (route) => route.abort());
  await editor.label("Last", "His");
  await expect(editor.status("Offline")).toBeVisible();
  await saveAs(api, id, "Ann", (root) => labelled(root, { last: "Hers", echo: "Only hers" }));
  await page.unroute(/workflows\.(head|save)/);
  await editor.status("Conflict").click();
  const dialog = page.getByRole("dialog", { name: "Choose what to keep" });
  await expect(dialog).toContainText("Ann saved revision 2");
  await expect(dialog.getByRole("region", { name: "Drawing: Yours" })).toContainText("His");
  await expect(dialog.getByRole("region", { name: "Drawing: Ann" })).toContainText("Hers");
  const save = dialog.getByRole("button", { name: "Save the merged version" });
  await expect(save).toBeDisabled();
  await dialog.getByRole("radio", { name: /label: "His"/ }).check();
  await save.click();
  await editor.saved();
  expect(tasksIn((await savedOf(api, id)).workflow)).toEqual(["Only hers", "His"]);
  // Hers is a revision, too: nothing that anybody saved is gone.
  const hers = await api.query<Saved>("workflows.get", { id, revision: 2 });
  expect(tasksIn(hers.workflow)).toEqual(["Only hers", "Hers"]);
});

test("what somebody else saves is shown in a page that only looks, and that page writes nothing", async ({
  page,
  api,
}) => {
  const id = await saveNew(api, "Looked at");
  const editor = new SavedPage(page);
  let writes = 0;
  page.on("request", (request) => {
    if (request.url().includes("workflows.save")) writes += 1;
  });
  await editor.open(id);
  await editor.saved();
  await saveAs(api, id, "Ann", (root) => labelled(root, { echo: "Changed by Ann" }));
  await expect(editor.node("Changed by Ann")).toBeVisible();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await page.reload();
  await editor.saved();
  await page.goto(`/workflows/${id}?revision=1`);
  await expect(page.getByRole("region", { name: "Drawing of revision 1" })).toContainText("Echo");
  expect(writes).toBe(0);
  expect((await savedOf(api, id)).revision).toBe(2);
});

test("what is typed while a save is under way is saved after it", async ({ page, api }) => {
  const id = await saveNew(api, "In flight");
  const editor = new SavedPage(page);
  await editor.open(id);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/workflows\.save/, async (route) => {
    await held;
    await route.continue();
  });
  const sent = page.waitForRequest(/workflows\.save/);
  await editor.rename("Typed before");
  await sent;
  await editor.rename("Typed before, and while it was on its way");
  release();
  await editor.saved();
  await expect(page.getByLabel("Name of the workflow")).toHaveValue(
    "Typed before, and while it was on its way",
  );
  const { workflow } = await savedOf(api, id);
  expect(workflow.name).toBe("Typed before, and while it was on its way");
});

test("a workflow is emptied by hand alone, and what was in it can be restored", async ({
  page,
  api,
}) => {
  const id = await saveNew(api, "To be emptied");
  const editor = new SavedPage(page);
  await editor.open(id);
  await editor.select(editor.node("Echo"));
  await page.keyboard.press("Delete");
  await expect(editor.node("Echo")).toHaveCount(0);
  await editor.saved();
  await expect.poll(async () => (await savedOf(api, id)).workflow.root).toBeNull();
  const empty = { version: 1, name: "Nothing", root: null };
  await api.mutate("workflows.save", {
    ...{ id, baseRevision: 2, allowEmpty: true },
    workflow: (await api.query<Saved>("workflows.get", { id, revision: 1 })).workflow,
  });
  await expect(
    api.mutate("workflows.save", { id, baseRevision: 3, workflow: empty }),
  ).rejects.toThrow(/replace 1 task .* by nothing/);
});

test.describe("without the network", () => {
  test("edits are kept, and saved when it is back", async ({ page, api, baseURL }) => {
    const proxy = await startCuttableProxy(baseURL ?? "");
    const id = await saveNew(api, "Cut off");
    const editor = new SavedPage(page);
    await page.goto(`${proxy.address}/workflows/${id}`);
    await editor.saved();
    proxy.cut();
    await editor.rename("Typed without the network");
    await expect(editor.status("Offline")).toBeVisible();
    await editor.rename("Typed on without the network");
    proxy.mend();
    await editor.saved();
    expect((await savedOf(api, id)).workflow.name).toBe("Typed on without the network");
    await proxy.close();
  });

  test("a save whose answer was lost is no conflict with itself", async ({ page, api }) => {
    const id = await saveNew(api, "Answer lost");
    const editor = new SavedPage(page);
    await editor.open(id);
    let lost = 0;
    await page.route(/workflows\.save/, async (route) => {
      if (lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      await route.abort();
    });
    await editor.rename("Saved, and not told so");
    await expect(editor.status("Offline")).toBeVisible();
    await editor.rename("Saved, not told so, and changed");
    await editor.saved();
    const { revision, workflow } = await savedOf(api, id);
    expect([revision, workflow.name]).toEqual([3, "Saved, not told so, and changed"]);
  });

  test("a reload, or a tab that is closed, loses nothing", async ({
    page,
    context,
    api,
    baseURL,
  }) => {
    const proxy = await startCuttableProxy(baseURL ?? "");
    const id = await saveNew(api, "Reloaded");
    const address = `${proxy.address}/workflows/${id}`;
    const editor = new SavedPage(page);
    await page.goto(address);
    await editor.saved();
    proxy.cut();
    await editor.rename("Typed before the reload");
    await expect(editor.status("Offline")).toBeVisible();
    await expect(page.reload()).rejects.toThrow();
    await page.waitForURL("chrome-error://chromewebdata/");
    proxy.mend();
    await page.goto(address);
    await expect(page.getByLabel("Name of the workflow")).toHaveValue("Typed before the reload");
    await editor.saved();
    expect((await savedOf(api, id)).workflow.name).toBe("Typed before the reload");

    proxy.cut();
    await editor.rename("Typed before the tab was closed");
    await expect(editor.status("Offline")).toBeVisible();
    await page.close({ runBeforeUnload: true });
    await saveAs(api, id, "Ann", (root) => labelled(root, { echo: "Ann was here" }));
    proxy.mend();
    const other = new SavedPage(await context.newPage());
    await other.page.goto(address);
    await other.saved();
    const { workflow } = await savedOf(api, id);
    expect(workflow.name).toBe("Typed before the tab was closed");
    expect(tasksIn(workflow)).toEqual(["Ann was here"]);
    await proxy.close();
  });

  test("a server that is started again gets what was typed meanwhile", async ({
    page,
    playwright,
  }) => {
    test.slow();
    const app = await startFreshApp();
    const editor = new SavedPage(page);
    await page.goto(`${app.address}/workflows/new`);
    await editor.rename("Typed before");
    await editor.saved();
    await app.halt();
    await editor.rename("Typed while there was no server");
    await expect(editor.status("Offline")).toBeVisible();
    await app.resume();
    await editor.saved();
    const request = await playwright.request.newContext({ baseURL: app.address });
    const input = JSON.stringify({ id: editor.id });
    const answer = await request.get("/api/trpc/workflows.get", { params: { input } });
    const { result } = (await answer.json()) as { result: { data: Saved } };
    expect(result.data.workflow.name).toBe("Typed while there was no server");
    await request.dispose();
    await app.stop();
  });
});
