import { afterEach, expect, it, vi } from "vitest";
import { step } from "@/testing/nodes";
import { testApp } from "@/testing/workers";

afterEach(() => {
  vi.restoreAllMocks();
});

it("keeps the index of a run for those who look again, and forgets it when nobody has for a minute", async () => {
  await using app = await testApp({ workers: 0 });
  const { indexes, keys, redis } = app.services;
  const ids = await Promise.all(
    ["a", "b"].map(async (id) => (await app.submit(step(id, "ran", id))).id),
  );
  const indexOf = async (runId = "") =>
    indexes.get(runId, (await redis.hget(keys.runKey(runId, "run"), "gen")) ?? "");
  const [a, b] = [await indexOf(ids[0]), await indexOf(ids[1])];
  expect(await indexOf(ids[0])).toBe(a);
  const now = performance.now();
  vi.spyOn(performance, "now").mockReturnValue(now + 40_000);
  expect(await indexOf(ids[1])).toBe(b);
  vi.spyOn(performance, "now").mockReturnValue(now + 90_000);
  // The other one was looked at less than a minute ago.
  expect(await indexOf(ids[1])).toBe(b);
  const again = await indexOf(ids[0]);
  expect(again).not.toBe(a);
  expect(again.nodes).toEqual(a.nodes);
});
