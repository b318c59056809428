import { expect, test } from "./fixtures";

const pages = ["/runs", "/workflows", "/workflows/new", "/tasks", "/workers"];

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`pages, ${colorScheme}`, () => {
    test.use({ colorScheme });

    for (const path of pages) {
      test(`${path} answers and has a heading`, async ({ page }) => {
        const answer = await page.goto(path);
        expect(answer?.status()).toBe(200);
        await expect(page.getByRole("heading").first()).toBeVisible();
      });
    }

    test("/runs/[id] of a run answers and names it in a heading", async ({ page, api }) => {
      const runId = await api.submit(
        { kind: "task", task: "math.add", args: [1, 2] },
        "One and two",
      );
      const answer = await page.goto(`/runs/${runId}`);
      expect(answer?.status()).toBe(200);
      await expect(page.getByRole("heading", { name: "One and two" })).toBeVisible();
    });
  });
}

test("/ leads to the runs", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveURL(/\/runs$/);
});

test("the first paint follows the system's colour scheme", async ({ browser }) => {
  const grounds = await Promise.all(
    (["light", "dark"] as const).map(async (colorScheme) => {
      const context = await browser.newContext({ colorScheme });
      const page = await context.newPage();
      await page.goto("/runs");
      const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      await context.close();
      return ground;
    }),
  );
  expect(grounds[0]).not.toBe(grounds[1]);
});
