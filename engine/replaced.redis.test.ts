/** A step whose place a container has taken: what becomes of it when that is revoked, and retried. */
import { describe, expect, it } from "vitest";
import type { Json } from "@/core/node";
import { chain, step } from "@/testing/nodes";
import type { TestRun } from "@/testing/test-run";
import { testApp } from "@/testing/workers";

const signature = (task: string, ...args: Json[]): Json => ({
  $signature: { kind: "task", task, args },
});

/** A step that is replaced by `ran first`, then a step at a gate; and one after it. */
const replaced = (gate: string, more: object = {}) =>
  chain(
    { ...step("a", "inOrder", [signature("ran", "first"), signature("gate", gate, 7)]), ...more },
    step("z", "ident"),
  );

async function bornOf(run: TestRun, task: string): Promise<string> {
  const found = (await run.look()).nodes.find((node) => node.task === task);
  if (!found) throw new Error(`Nothing of ${task} was born`);
  return found.id;
}

describe("a step that was replaced", () => {
  it("is revoked when what took its place is, and nothing failed there", async () => {
    await using app = await testApp();
    const run = await app.submit(replaced("g"));
    await app.gate("g").arrivals(1);
    await run.revoke(await bornOf(run, "gate"));
    const shot = await run.settled();
    expect(shot.letters("a", "z")).toBe("R K");
    expect(shot.run.state).toBe("revoked");
  });

  it.each(["what took its place", "itself"])(
    "is mended from inside, after a revoke of %s",
    async (what) => {
      await using app = await testApp();
      const run = await app.submit(replaced("g"));
      await app.gate("g").arrivals(1);
      await run.revoke(what === "itself" ? "a" : await bornOf(run, "gate"));
      expect((await run.settled()).letters("a", "z")).toBe("R K");
      await run.retry({ scope: "failed" });
      await app.gate("g").arrivals(2);
      app.gate("g").open();
      const shot = await run.settled();
      expect(shot.letters("a", "z")).toBe("S S");
      expect(await run.value()).toBe(7);
      // What had succeeded inside is kept.
      expect(run.count(await bornOf(run, "ran"))).toBe(1);
    },
  );

  it("is not softened by optional when a person revoked inside it", async () => {
    await using app = await testApp();
    const run = await app.submit(replaced("g", { optional: true }));
    await app.gate("g").arrivals(1);
    await run.revoke(await bornOf(run, "gate"));
    expect((await run.settled()).letters("a", "z")).toBe("R K");
  });

  it("is expired when what took its place is, which optional softens", async () => {
    await using app = await testApp();
    const call = { kind: "task", task: "ran", args: ["late"], options: { expiresMs: 1 } };
    const late: Json = { $signature: call };
    const run = await app.run(
      chain(
        { ...step("a", "inOrder", [signature("slow", 20), late]), optional: true },
        step("z", "ident"),
      ),
    );
    const shot = await run.look();
    expect(shot.letters("a", "z")).toBe("R S");
    expect(await run.value()).toBe(null);
  });
});
