/** A workflow so large that outline and inspector follow the drawing by a frame or two: nothing is lost between. */
import { expect, test } from "./fixtures";

const echo = (id: string) => ({ kind: "task", id, label: id, task: "flow.echo" });
const chords = Array.from({ length: 50 }, (_, at) => ({
  kind: "chord",
  id: `c${at}`,
  header: Array.from({ length: 6 }, (_, lane) => echo(`c${at}-${lane}`)),
  body: echo(`c${at}-body`),
}));
const WORKFLOW = {
  version: 1,
  name: "Large",
  root: { kind: "chain", id: "all", name: "all", children: chords },
};

test("edits in quick succession leave outline, inspector and focus at what is selected", async ({
  page,
  api,
}) => {
  const { id } = await api.mutate<{ id: string }>("workflows.save", { workflow: WORKFLOW });
  await page.goto(`/workflows/${id}`);
  const rows = page.getByRole("treeitem");
  const selected = page.locator('[role="treeitem"][aria-selected="true"]');
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  const isAt = async (label: string, setsize: string) => {
    await expect(selected).toHaveAttribute("aria-label", label);
    await expect(selected).toHaveAttribute("aria-setsize", setsize);
    await expect(selected).toBeFocused();
    const row = await selected.getAttribute("data-row");
    await expect(inspector.locator("[data-inspector]")).toHaveAttribute(
      "data-inspector",
      row ?? "",
    );
  };
  await rows.first().click();
  await page.keyboard.press("End");
  await isAt("c49-body, body", "7");
  await page.keyboard.press("ArrowUp");
  await isAt("c49-5, header", "7");

  // Without a look in between.
  for (let press = 0; press < 4; press++) await page.keyboard.press("Control+d");
  await isAt("c49-5, header", "11");
  await expect(selected).toHaveAttribute("aria-posinset", "10");
  for (let press = 0; press < 4; press++) await page.keyboard.press("Control+z");
  await isAt("c49-5, header", "7");
  for (let press = 0; press < 3; press++) await page.keyboard.press("Delete");
  await isAt("c49-2, header", "4");
  await page.keyboard.press("ArrowUp");
  await isAt("c49-1, header", "4");
});
