/** What others do while a run is being submitted. */
import { describe, expect, it, vi } from "vitest";
import { step } from "@/testing/nodes";
import { testApp } from "@/testing/workers";
import { submit } from "./submit";
import { startSweeper } from "./sweeper";

const workflow = { version: 1, name: "test", root: step("a", "add", 1, 1) } as const;

describe("a run that is being submitted", () => {
  it("stays listed and looked after when somebody sweeps before it is live", async () => {
    await using app = await testApp({ workers: 0 });
    const { services } = app;
    const { redis, keys } = services;
    const sweeper = startSweeper(services);
    for (const name of ["sadd", "zadd"] as const) {
      const write = redis[name].bind(redis) as (...args: unknown[]) => Promise<number>;
      vi.spyOn(redis, name).mockImplementationOnce((async (...args: unknown[]) => {
        const written = await write(...args);
        await sweeper.sweep();
        return written;
      }) as never);
    }
    const { runId } = await submit(services, { workflow });
    await sweeper.close();
    expect(await redis.smembers(keys.active)).toEqual([runId]);
    expect(await redis.zrange(keys.runs, "0", "-1")).toEqual([runId]);
  });
});
