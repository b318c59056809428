/** Cases 37 and 38 of the table of cases: revoke, expiry, what cannot run, stop by choice. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Signature, WorkflowNode } from "@/core/node";
import { chain, chord, fixed, group, step } from "@/testing/nodes";
import { testApp } from "@/testing/workers";
import { defineTask } from "espalier";

const as = <T extends WorkflowNode>(id: string, node: T): T => ({ ...node, id });

describe("revoke and expiry", () => {
  const three = (last: Partial<Signature> = {}) =>
    chain(step("A", "gate", "A"), fixed("B", "ran", "B"), { ...fixed("C", "ran", "C"), ...last });

  it("37 of the run, while the first runs: nothing else ever starts", async () => {
    await using app = await testApp();
    const run = await app.submit(three());
    await app.gate("A").arrivals(1);
    await run.revoke();
    expect((await run.settled()).letters("A", "B", "C")).toBe("R R R");
    expect(run.order()).toEqual(["A"]);
  });

  it("37 of one node: what needed it is skipped", async () => {
    await using app = await testApp();
    const run = await app.submit(three());
    await app.gate("A").arrivals(1);
    await run.revoke("B");
    app.gate("A").open();
    const shot = await run.settled();
    expect(shot.letters("A", "B", "C")).toBe("S R K");
    expect(shot.cause("C")).toBe("revoked:B");
    expect(shot.run.state).toBe("revoked");
    expect(run.order()).toEqual(["A"]);
  });

  it("37 expiry is marked when the moment passes, while others still run", async () => {
    await using app = await testApp();
    const run = await app.submit(three({ options: { expiresMs: 200 } }));
    const shot = await run.reaches("C", "revoked");
    expect(shot.letters("A", "B", "C")).toBe("running pending R");
    expect(shot.cause("C")).toBe("expired");
    app.gate("A").open();
    expect((await run.settled()).letters("A", "B", "C")).toBe("S S R");
    expect(run.count("C")).toBe(0);
  });

  it("37 with all workers down: revoked at once, and nothing runs when they are back", async () => {
    await using app = await testApp({ workers: 0 });
    const run = await app.submit(three());
    expect(await run.revoke()).toEqual({ revoked: 3, revoking: 0 });
    expect((await run.look()).run).toMatchObject({ state: "revoked", settled: true });
    await app.startWorker();
    await app.run(step("x", "ran", "x"));
    expect((await run.look()).letters("A", "B", "C")).toBe("R R R");
    expect(run.order()).toEqual([]);
  });

  it("37 with all workers down: what has expired meanwhile does not start when they are back", async () => {
    await using app = await testApp({ workers: 0 });
    const run = await app.submit(step("C", "ran", "C"));
    const expiring = await app.submit({ ...step("C", "ran", "C"), options: { expiresMs: 1 } });
    await app.startWorker();
    expect((await expiring.settled()).letters("C")).toBe("R");
    await run.settled();
    expect([run.count("C"), expiring.count("C")]).toEqual([1, 0]);
  });
});

describe("what cannot run", () => {
  it("38 refuses a callback that cannot bind where that is known", async () => {
    await using app = await testApp();
    const root = { ...step("a", "add", 1, 1), onSuccess: [step("cb", "add", 1, 2)] };
    await expect(app.submit(root)).rejects.toMatchObject({
      code: "WORKFLOW_INVALID",
      problems: [{ nodeId: "cb", code: "ARGUMENTS_TOO_MANY" }],
    });
  });

  it("38 fails only the callback where it is known at run time", async () => {
    await using app = await testApp();
    const run = await app.run({
      ...step("a", "ident", "text"),
      onSuccess: [step("cb", "add", 1)],
    });
    const shot = await run.look();
    expect(shot.letters("a", "cb")).toBe("S F");
    expect(shot.node("cb").error?.code).toBe("ARGUMENTS_INVALID");
    expect(await run.value("a")).toBe("text");
  });

  it("38 refuses a task that was never known, and fails the step of one that is gone", async () => {
    await using app = await testApp();
    await expect(app.submit(step("a", "never.known"))).rejects.toMatchObject({
      problems: [{ code: "TASK_UNKNOWN" }],
    });
    const left = defineTask({
      name: "left.us",
      description: "",
      params: {},
      result: z.null(),
      run: () => null,
    });
    await app.services.registry.announceTasks([left.info]);
    const run = await app.run(chain(step("a", "left.us"), step("b", "ident")));
    const shot = await run.look();
    expect(shot.letters("a", "b")).toBe("F K");
    expect(shot.node("a").error).toMatchObject({ code: "TASK_UNKNOWN" });
    expect(shot.node("a").error?.message).toContain("Start a worker");
  });

  it("38 a stop by choice succeeds, skips what would wait for the result, and the run succeeds", async () => {
    await using app = await testApp();
    const run = await app.run(
      chain(
        {
          ...as(
            "in",
            chain(
              step("a", "ran", "a"),
              { ...step("s", "stop"), onSuccess: [step("cb", "ident")] },
              step("b", "ident"),
            ),
          ),
        },
        step("c", "ident"),
      ),
    );
    const shot = await run.look();
    expect(shot.letters("a", "s", "b", "c", "cb")).toBe("S S K K S");
    expect([shot.cause("b"), shot.cause("c")]).toEqual(["choice:s", "choice:s"]);
    expect(shot.run.state).toBe("succeeded");
    expect(await run.value("s")).toBeNull();
  });

  it("38 a stop by choice in a header skips the body alone", async () => {
    await using app = await testApp();
    const run = await app.run(
      group(
        chord([step("s", "stop"), step("m", "add", 1, 1)], step("b", "ident")),
        step("o", "ran", "o"),
      ),
    );
    expect((await run.look()).letters("s", "m", "b", "o")).toBe("S S K S");
    expect((await run.look()).run.state).toBe("succeeded");
  });
});
