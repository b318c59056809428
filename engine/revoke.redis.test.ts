/** A revoke that only tells, against the one that does it. */
import { describe, expect, it } from "vitest";
import { chain, fixed, group, step } from "@/testing/nodes";
import { testApp } from "@/testing/workers";

describe("revoke with dryRun", () => {
  it("names what it would stop, skip and start, and does nothing", async () => {
    await using app = await testApp();
    const held = { ...step("a", "gate", "a"), onFailure: [fixed("mend", "ran", "mend")] };
    const run = await app.submit(group(chain(held, step("b", "ident")), step("c", "gate", "c")));
    await Promise.all([app.gate("a").arrivals(1), app.gate("c").arrivals(1)]);
    const before = await run.look();
    const answer = await app.engine.revoke({ runId: run.id, nodeId: "a", dryRun: true });
    expect(answer).toEqual({
      ...{ revoked: 0, revoking: 1 },
      preview: { revoked: [], asked: ["a"], skipped: ["b"], starts: ["mend"] },
    });
    expect(await run.look()).toEqual(before);
    await app.engine.revoke({ runId: run.id });
  });

  it("says of a whole run that nothing is started", async () => {
    await using app = await testApp({ workers: 0 });
    const mend = { ...step("a", "ran", "a"), onFailure: [fixed("mend", "ran", "mend")] };
    const run = await app.submit(chain(mend, step("b", "ident")));
    const { preview } = await app.engine.revoke({ runId: run.id, dryRun: true });
    expect(preview).toEqual({ revoked: ["a", "mend", "b"], asked: [], skipped: [], starts: [] });
  });

  it("refuses a node that is not there", async () => {
    await using app = await testApp({ workers: 0 });
    const run = await app.submit(step("a", "ran", "a"));
    await expect(
      app.engine.revoke({ runId: run.id, nodeId: "nobody", dryRun: true }),
    ).rejects.toMatchObject({ code: "NODE_NOT_FOUND" });
  });
});
