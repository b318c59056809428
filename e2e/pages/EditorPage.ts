/** The editor as a person finds it: by role and name. */
import { expect, type Locator, type Page } from "@playwright/test";

/** More Tabs than this on the way to anything would be a fault of the page. */
const TABS_AT_MOST = 40;

export class EditorPage {
  readonly page: Page;
  readonly canvas: Locator;
  readonly search: Locator;
  readonly inspector: Locator;
  readonly runButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.canvas = page.getByRole("region", { name: /^Workflow / });
    this.search = page.getByRole("combobox", { name: "Search tasks" });
    this.inspector = page.getByRole("complementary", { name: "Inspector" });
    this.runButton = page.getByRole("button", { name: "Run", exact: true });
  }

  async goto(): Promise<void> {
    await this.page.goto("/workflows/new");
    await expect(this.option("math.add")).toBeVisible();
  }

  option(name: string): Locator {
    return this.page.getByRole("option", { name, exact: true });
  }

  /** A node of the drawing, by the start of what it is called. */
  node(name: string): Locator {
    return this.canvas.getByRole("button", { name: new RegExp(`^${name}\\b`) });
  }

  /** A "+" button of the node that is selected or under the pointer. */
  slot(name: string): Locator {
    return this.canvas.getByRole("button", { name, exact: true });
  }

  row(name: string): Locator {
    return this.page.getByRole("treeitem", { name, exact: true });
  }

  /** A row of the outline by the node's id, whatever it is called by now. */
  rowOf(id: string): Locator {
    return this.page.locator(`[data-row="${id}"]`);
  }

  field(name: string): Locator {
    return this.inspector.getByLabel(name, { exact: true });
  }

  /** Selects a container by its head: its middle belongs to its members. */
  async select(node: Locator): Promise<void> {
    await node.click();
    await expect(node).toHaveAttribute("aria-pressed", "true");
  }

  /** Types into the palette and takes the option by mouse. */
  async pick(task: string): Promise<void> {
    await expect(this.search).toBeFocused();
    await this.search.fill(task);
    await this.option(task).click();
  }

  /** Types into the palette, where the focus is, and takes the best match by Enter. */
  async pickByKeys(task: string): Promise<void> {
    await expect(this.search).toBeFocused();
    await this.page.keyboard.type(task);
    // Enter takes what is shown: tasks come from the server, and a list that is filtered is drawn later.
    await expect(this.option(task)).toHaveAttribute("aria-selected", "true");
    await this.page.keyboard.press("Enter");
  }

  /** Fills the fields of the node that is selected. */
  async fill(values: { [name: string]: string }): Promise<void> {
    for (const [name, value] of Object.entries(values)) await this.field(name).fill(value);
  }

  /** Presses Tab (or Shift+Tab) until the focus is where it is wanted. */
  async tabTo(target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    await expect(target).toBeVisible();
    for (let press = 0; press < TABS_AT_MOST; press += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press(key);
    }
    await expect(target, `reached by ${key}`).toBeFocused();
  }

  /** Puts a workflow in the place of nothing, by the clipboard; the page needs the permission to use it. */
  async paste(workflow: unknown): Promise<void> {
    await this.setClipboard(workflow);
    await this.page.keyboard.press("Control+v");
  }

  async setClipboard(value: unknown): Promise<void> {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    await this.page.evaluate((written) => navigator.clipboard.writeText(written), text);
  }

  /** The outline without its problems, a line for each row, indented: `Chain, chain`, ` a`. */
  async outline(): Promise<string[]> {
    return this.page.getByRole("treeitem").evaluateAll((rows) =>
      rows.map((row) => {
        const level = Number(row.getAttribute("aria-level"));
        const name = row.getAttribute("aria-label") ?? "";
        return " ".repeat(level - 1) + name.replace(/, has an? (error|warning)$/, "");
      }),
    );
  }

  /** Waits until the outline is this. */
  async expectOutline(lines: readonly string[]): Promise<void> {
    await expect.poll(() => this.outline()).toEqual(lines);
  }

  /** What is drawn of a node, or its head. */
  handle(id: string): Locator {
    return this.canvas.locator(`[data-handle="${id}"]`);
  }

  /** The middle of a node, or another point of it in shares of its size. */
  async pointOf(id: string, [x, y]: [number, number] = [0.5, 0.5]) {
    const box = await this.canvas.locator(`[data-node-id="${id}"]`).boundingBox();
    if (box === null) throw new Error(`${id} is not drawn`);
    return { x: box.x + x * box.width, y: box.y + y * box.height };
  }

  /** Presses on a node or on the head of a container and drags it to a point, without letting go. */
  async drag(id: string, to: { x: number; y: number }): Promise<void> {
    const from = await this.handle(id).boundingBox();
    if (from === null) throw new Error(`${id} is not drawn`);
    await this.page.mouse.move(from.x + 40, from.y + from.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(to.x - 20, to.y - 20, { steps: 4 });
    await this.page.mouse.move(to.x, to.y, { steps: 4 });
  }

  /** Runs and waits for the page of the run. */
  async run(): Promise<void> {
    await expect(this.runButton).toHaveAttribute("aria-disabled", "false");
    await this.runButton.click();
    await this.page.waitForURL(/\/runs\/[^/]+$/);
  }
}
