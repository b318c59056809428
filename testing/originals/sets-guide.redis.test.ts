/** Celery's guide "Sets of tasks, Subtasks and Callbacks": what its examples do, and what it says of them. */
import { chain, group } from "espalier";
import { describe, expect, it } from "vitest";
import { TASKS } from "../tasks";
import {
  add,
  addThen,
  addWithCallback,
  applySet,
  sumOf,
  sumOfHundred,
  throughJson,
} from "./sets-guide";
import { examplesOf } from "./test-examples";

const { gate, fail } = TASKS;
const examples = () => examplesOf([add, addThen, sumOf, gate, fail]);

describe("subtasks", () => {
  it("survive JSON", async () => {
    await using given = await examples();
    using run = await given.espalier.apply(throughJson());
    expect(await run.get()).toBe(4);
  });

  it("have what they receive put in front of their arguments", async () => {
    await using given = await examples();
    using run = await given.espalier.apply(chain(add.s(2, 2), add.s(10).id("second")));
    expect(await run.get()).toBe(14);
    const { args, received } = await given.app.engine.getNode(run.runId, "second");
    expect([received, args]).toEqual([4, [10]]);
  });
});

describe("callbacks", () => {
  it("add 2 and 2, then 4 and 8", async () => {
    await using given = await examples();
    expect(await addWithCallback(given.espalier)).toEqual({ sum: 4, callback: 12 });
  });

  it("may be given as an argument, or not", async () => {
    await using given = await examples();
    using without = await given.espalier.apply(addThen.s(2, 2));
    expect(await without.get()).toBe(4);
    using passed = await given.espalier.apply(addThen.s(2, 2, add.s(8)));
    expect(await passed.get()).toBe(12);
  });
});

describe("task sets", () => {
  it("join the results in the order in which the tasks were given", async () => {
    await using given = await examples();
    // The guide prints five values for four tasks; these are the true ones.
    expect(await applySet(given.espalier)).toEqual({
      results: [8, 16, 32, 64],
      ready: true,
      successful: true,
    });
  });

  it("run their callback once, when all of a hundred are done", async () => {
    await using given = await examples();
    expect(await sumOfHundred(given.espalier)).toBe(9900);
    const bodies = given.app.executions().filter(({ task }) => task === "sumOf");
    expect(bodies.map(({ phase }) => phase)).toEqual(["start", "end"]);
  });
});

describe("the result of a set", () => {
  it("tells successful, failed, waiting, ready and completedCount as it goes", async () => {
    await using given = await examples();
    using run = await given.espalier.apply(group([add.s(1, 1), gate.s("g", 5).id("slow")]));
    const tells = () => {
      const { successful, failed, waiting, ready, completedCount } = run;
      return { successful, failed, waiting, ready, completedCount };
    };
    await run.children[0]!.get();
    expect(tells()).toEqual({
      successful: false,
      failed: false,
      waiting: true,
      ready: false,
      completedCount: 1,
    });
    given.app.gate("g").open();
    await run.join();
    expect(tells()).toEqual({
      successful: true,
      failed: false,
      waiting: false,
      ready: true,
      completedCount: 2,
    });
  });

  it("has failed when any has; join throws it, or leaves it in its place", async () => {
    await using given = await examples();
    using run = await given.espalier.apply(group([add.s(1, 1), fail.s(), add.s(2, 2)]));
    await expect(run.join()).rejects.toThrow("boom");
    const results = await run.join({ propagate: false });
    expect(results).toEqual([2, expect.any(Error), 4]);
    expect([run.failed, run.successful, run.ready, run.completedCount]).toEqual([
      true,
      false,
      true,
      2,
    ]);
  });

  it("iterates over the values as they finish", async () => {
    await using given = await examples();
    using run = await given.espalier.apply(group([gate.s("g", 1), add.s(1, 1)]));
    const values = [];
    for await (const { value } of run.iterate()) {
      values.push(value);
      given.app.gate("g").open();
    }
    expect(values).toEqual([2, 1]);
  });

  it("revokes all of the subtasks", async () => {
    await using given = await examples();
    using run = await given.espalier.apply(group([gate.s("g").id("a"), gate.s("g").id("b")]));
    await given.app.gate("g").arrivals(2);
    expect(await run.revoke()).toEqual({ revoked: 0, revoking: 2 });
    await expect(run.join()).rejects.toThrow("revoked");
    expect([...run.children].map(({ state }) => state)).toEqual(["revoked", "revoked"]);
  });
});
