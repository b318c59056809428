/** The page of a run: the drawing, the outline, the panel of a node, the dialog of a retry. */
import { expect, type Locator, type Page } from "@playwright/test";
import type { NodeView, RunSnapshot } from "@/core/snapshot";

type PreviewList =
  | ("Will run" | "Kept")
  | ("Asked to stop" | "Taken away" | "Never begins" | "Skipped for that" | "Starts for that");

export class RunPage {
  readonly page: Page;
  readonly header: Locator;
  readonly canvas: Locator;
  readonly outline: Locator;
  readonly panel: Locator;
  readonly retryDialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.header = page.getByRole("region", { name: "Run", exact: true });
    this.canvas = page.getByRole("region", { name: "Drawing of the run" });
    this.outline = page.getByRole("tree", { name: "Outline of the run" });
    this.panel = page.getByRole("complementary", { name: "Node" });
    this.retryDialog = page.getByRole("dialog", { name: "Retry" });
  }

  async goto(runId: string): Promise<void> {
    await this.page.goto(`/runs/${runId}`);
    await expect(this.outline.getByRole("treeitem").first()).toBeVisible();
  }

  runId(): string {
    return new URL(this.page.url()).pathname.split("/").at(-1) ?? "";
  }

  /** The element on the canvas that tells a node's state. */
  node(nodeId: string): Locator {
    return this.canvas.locator(`[data-node-id="${nodeId}"]`);
  }

  row(nodeId: string): Locator {
    return this.outline.locator(`[role="treeitem"][data-outline-id="${nodeId}"]`);
  }

  async expectState(nodeId: string, state: string | RegExp): Promise<void> {
    await expect(this.node(nodeId)).toHaveAttribute("data-state", state);
  }

  async expectRunState(state: string): Promise<void> {
    await expect(this.header.locator("[data-run-state]")).toHaveAttribute("data-run-state", state);
  }

  async expectLive(): Promise<void> {
    await expect(this.page.locator("[data-connection]")).toHaveAttribute("data-connection", "live");
  }

  /** Selects a node by clicking it on the drawing. */
  async select(nodeId: string): Promise<void> {
    await this.node(nodeId).click();
    await expect(this.row(nodeId)).toHaveAttribute("aria-selected", "true");
  }

  async openTab(name: string): Promise<void> {
    await this.panel.getByRole("tab", { name }).click();
  }

  /** A button that acts on the selected node. */
  nodeButton(name: string): Locator {
    return this.panel.getByRole("button", { name, exact: true });
  }

  /** A button that acts on the whole run. */
  runButton(name: string): Locator {
    return this.header.getByRole("button", { name, exact: true });
  }

  /** The value of the result that is shown. */
  get result(): Locator {
    return this.panel.locator('[aria-label="Result"]');
  }

  /** Replaces the arguments by name of the selected node and goes on to the preview of its retry. */
  async repair(kwargs: { [name: string]: unknown }): Promise<void> {
    await this.openTab("Arguments");
    await this.nodeButton("Edit and retry").click();
    const field = this.panel.getByRole("textbox", { name: "Arguments by name" });
    await field.fill(JSON.stringify(kwargs));
    await this.nodeButton("Retry with these").click();
    await expect(
      this.retryDialog.or(this.page.getByRole("dialog", { name: "Run again" })),
    ).toBeVisible();
  }

  /** Ids under a heading of the preview of a retry or a revoke. */
  async expectPreview(list: PreviewList, nodeIds: string[]): Promise<void> {
    const rows = this.page.getByRole("region", { name: list }).locator("[data-retry-node]");
    await expect(rows).toHaveCount(nodeIds.length);
    for (const id of nodeIds)
      await expect(
        this.page.getByRole("region", { name: list }).locator(`[data-retry-node="${id}"]`),
      ).toBeVisible();
  }

  async confirmRetry(): Promise<void> {
    await this.page.getByRole("button", { name: "Retry now" }).click();
    await expect(this.page.getByRole("dialog")).toHaveCount(0);
  }

  /** Holds what is drawn against what the server says, node by node. */
  async expectDrawnAs({ run, nodes }: RunSnapshot): Promise<void> {
    await this.expectRunState(run.state);
    for (const node of nodes) {
      await this.expectState(node.id, node.state);
      await expect(this.row(node.id)).toHaveAccessibleName(new RegExp(tellingOf(node)));
    }
    await expect(this.outline.getByRole("treeitem")).toHaveCount(nodes.length);
  }
}

/** What a row of the outline says of a node: its state, and of a container how far it is. */
function tellingOf(node: NodeView): string {
  const word = node.state.charAt(0).toUpperCase() + node.state.slice(1);
  return node.kind === "task"
    ? word
    : `${word}, ${node.completedSteps} of ${node.totalSteps} steps`;
}
