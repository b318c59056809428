/** Parts of a page that are loaded when they are needed, while the network is away. */
import { expect, test } from "./fixtures";
import { EditorPage } from "./pages/EditorPage";

test.use({ toleratedError: /Failed to load resource/ });

test("a part that cannot be loaded comes when the network is back, and the page stays", async ({
  page,
}) => {
  let isAway = false;
  let asked = 0;
  await page.route(/_next\/static\/chunks\/.*\.js/, (route) => {
    if (!isAway) return route.continue();
    asked += 1;
    return route.abort();
  });
  const editor = new EditorPage(page);
  await page.goto("/workflows/new?example=chord");
  await editor.select(editor.node("Add up the results"));
  isAway = true;
  await page.getByRole("tab", { name: "JSON" }).click();
  const loading = page.getByText("Loading the editor");
  await expect(loading).toBeVisible();
  await expect.poll(() => asked).toBeGreaterThan(1);
  await expect(editor.node("Add up the results")).toBeVisible();
  isAway = false;
  await expect(loading).toHaveCount(0, { timeout: 20_000 });
  await expect(editor.inspector.locator(".cm-editor")).toContainText("math.sum");
});
