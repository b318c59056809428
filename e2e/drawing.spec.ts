/** What the drawing costs: React Flow is given other nodes only when the structure or the folding changes. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { EditorPage } from "./pages/EditorPage";

/** Counts the lists of nodes that React Flow is given, told by React itself as it tells its developer tools. */
async function countNodeLists(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    interface Fiber {
      memoizedProps: { nodes?: unknown; nodeTypes?: unknown } | null;
      child: Fiber | null;
      sibling: Fiber | null;
    }
    const lists = new Set<unknown>();
    const look = (start: Fiber | null) => {
      for (let fiber = start; fiber !== null; fiber = fiber.sibling) {
        const props = fiber.memoizedProps;
        if (props?.nodeTypes !== undefined && Array.isArray(props.nodes)) lists.add(props.nodes);
        else look(fiber.child);
      }
    };
    Object.assign(window, {
      nodeLists: () => lists.size,
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        supportsFiber: true,
        inject: () => 1,
        onCommitFiberRoot: (_id: number, root: { current: Fiber }) => look(root.current),
        onCommitFiberUnmount: () => undefined,
      },
    });
  });
  return () => page.evaluate(() => (window as unknown as { nodeLists: () => number }).nodeLists());
}

test("typing, selecting, panning and zooming leave React Flow's nodes as they are", async ({
  page,
}) => {
  const nodeLists = await countNodeLists(page);
  const editor = new EditorPage(page);
  await page.goto("/workflows/new?example=word-count");
  const list = page.locator('[data-node-id="list"]');
  await list.click();
  await expect(list).toHaveAttribute("aria-pressed", "true");
  await expect(editor.field("pattern")).toBeVisible();
  await expect(page.getByText("No problems")).toBeVisible();
  const before = await nodeLists();
  expect(before).toBeGreaterThan(0);

  await editor.field("pattern").fill("docs/*.md");
  await editor.field("Label").fill("Other files");
  await expect(editor.row("Other files")).toBeVisible();
  await editor.field("pattern").fill("");
  await expect(page.getByText(/^1 error/).first()).toBeVisible();
  await page.getByRole("treeitem").last().click();
  await expect(list).toHaveAttribute("aria-pressed", "false");
  await page.mouse.move(700, 600);
  await page.mouse.wheel(40, 120);
  await page.getByRole("button", { name: "Zoom in" }).click();
  await page.keyboard.press("Control+z");
  await expect(page.getByText("No problems")).toBeVisible();
  expect(await nodeLists()).toBe(before);

  await list.click();
  await page.keyboard.press("Control+d");
  await expect(page.getByRole("treeitem", { name: /^Other files|^List the files/ })).toHaveCount(2);
  expect(await nodeLists()).toBe(before + 1);
});
