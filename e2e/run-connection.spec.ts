/** How the page stands to its server is said in words, on a phone too, and what was missed is caught up. */
import { expect, test } from "./fixtures";
import { RunPage } from "./pages/RunPage";
import { startCuttableProxy } from "./support/cuttable-proxy";
import { startGate } from "./support/gate";

// What a browser says of connections that break.
test.use({ toleratedError: /net::ERR_|Failed to load resource/ });

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test.describe(`${viewport.width} pixels wide`, () => {
    test.use({ viewport });

    test("reconnecting, then disconnected, then behind, and live again with all that happened", async ({
      page,
      api,
      baseURL,
    }, testInfo) => {
      await using gate = await startGate();
      const proxy = await startCuttableProxy(baseURL ?? "");
      try {
        const count = 800;
        const root = { kind: "task", id: "count", task: "flow.countdown", args: [count] } as const;
        const runId = await api.submit(
          {
            kind: "chain",
            id: "all",
            children: [
              {
                kind: "task",
                id: "gate",
                task: "test.gate",
                args: [gate.address],
                immutable: true,
              },
              { ...root, args: [...root.args], immutable: true },
            ],
          },
          "A long count",
        );
        const run = new RunPage(page);
        const mark = page.locator("[data-connection]");
        const picture = async (state: string) => {
          const name = `connection-${state}-${viewport.width}.png`;
          await page.screenshot({ path: testInfo.outputPath(name) });
        };
        await page.goto(`${proxy.address}/runs/${runId}`);
        await run.expectLive();
        await run.expectState("gate", "running");

        proxy.cut();
        await expect(mark).toHaveAttribute("data-connection", "reconnecting");
        await expect(mark.getByText("Reconnecting")).toBeInViewport();
        await picture("reconnecting");
        await expect(mark).toHaveAttribute("data-connection", "disconnected");
        await expect(mark.getByText("Disconnected")).toBeInViewport();
        await picture("disconnected");
        // More happens than the stream keeps.
        gate.open();
        await expect
          .poll(async () => (await api.snapshot(runId)).run.settled, { timeout: 40_000 })
          .toBe(true);

        let release = () => {};
        const held = new Promise<void>((resolve) => (release = resolve));
        await page.route("**/runs.packed*", async (route) => {
          await held;
          await route.continue();
        });
        proxy.mend();
        await expect(mark).toHaveAttribute("data-connection", "behind", { timeout: 20_000 });
        await expect(mark.getByText("Behind")).toBeInViewport();
        await picture("behind");
        release();
        await run.expectLive();
        await run.expectRunState("succeeded");
        expect(proxy.snapshots).toBe(2);
      } finally {
        await page.close();
        await proxy.close();
      }
    });
  });
}
