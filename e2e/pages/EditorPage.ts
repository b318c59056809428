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

  /** Runs and waits for the page of the run. */
  async run(): Promise<void> {
    await expect(this.runButton).toHaveAttribute("aria-disabled", "false");
    await this.runButton.click();
    await this.page.waitForURL(/\/runs\/[^/]+$/);
  }
}
