import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { untilLoaded } from "./until-loaded";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("loads a part again while the network is away", async () => {
  const load = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error("away"));
  load.mockRejectedValueOnce(new Error("away")).mockResolvedValue("part");
  const loaded = untilLoaded(load);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await loaded).toBe("part");
  expect(load).toHaveBeenCalledTimes(3);
});

it("gives up a part that does not come, with why", async () => {
  const said: string[] = [];
  const loading = untilLoaded(() => Promise.reject(new Error("gone"))).catch((error: Error) =>
    said.push(error.message),
  );
  await vi.advanceTimersByTimeAsync(120_000);
  await loading;
  expect(said).toEqual(["gone"]);
});
