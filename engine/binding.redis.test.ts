/** Binding where only the run can tell: what is received does not fit, and the step fails by its own code. */
import { describe, expect, it } from "vitest";
import type { Signature } from "@/core/node";
import { chain, chord, group, step } from "@/testing/nodes";
import { testApp } from "@/testing/workers";

const named = (node: Signature, kwargs: Signature["kwargs"] & object): Signature => ({
  ...node,
  kwargs,
});

describe("what is received", () => {
  it("fails the step when it is of the wrong type, and names the parameter", async () => {
    await using app = await testApp();
    const run = await app.run(
      chain(step("a", "ident", "x"), step("b", "add", 1), step("z", "ident")),
    );
    const shot = await run.look();
    expect(shot.letters("a", "b", "z")).toBe("S F K");
    expect(shot.node("b").error).toMatchObject({
      code: "ARGUMENTS_INVALID",
      message: expect.stringMatching(/^The arguments do not fit add\. x: .*number.*\.$/) as unknown,
    });
    expect(run.count("b")).toBe(0);
  });

  it("fails the copies of a map that it does not fit, and no others", async () => {
    await using app = await testApp();
    const list = step("l", "ident", [1, "two", 3, null]);
    const map = { kind: "map" as const, id: "m", body: step("b", "add", 1) };
    const shot = await (await app.run(chain(list, map))).look();
    expect(shot.letters("m.0", "m.1", "m.2", "m.3")).toBe("S F S F");
    for (const id of ["m.1", "m.3"])
      expect(shot.node(id).error).toMatchObject({ code: "ARGUMENTS_INVALID" });
  });

  it("is one argument, a list too: for a body that takes numbers it is one too few", async () => {
    await using app = await testApp();
    const shot = await (
      await app.run(chord([step("a", "ident", 1), step("b", "ident", 2)], step("s", "add", 1)))
    ).look();
    expect(shot.letters("a", "b", "s")).toBe("S S F");
    expect(shot.node("s").error).toMatchObject({ code: "ARGUMENTS_INVALID" });
  });

  it("fails a map when it is no list", async () => {
    await using app = await testApp();
    const map = { kind: "map" as const, id: "m", body: step("b", "ident") };
    const shot = await (
      await app.run(chain(step("a", "ident", 5), map, step("z", "ident")))
    ).look();
    expect(shot.letters("m", "z")).toBe("F K");
    const { error } = shot.node("m");
    expect(error).toMatchObject({ code: "MAP_INPUT" });
    expect(error?.message).toBe(
      "Map m received number, not a list. Let what is before it give a list.",
    );
  });

  it("goes in front of named arguments, and defaults fill the rest", async () => {
    await using app = await testApp();
    const run = await app.run(
      chain(step("a", "ident", 2), named(step("b", "add"), { y: 3 }), step("c", "slow", 7)),
    );
    expect(await run.value("b")).toBe(5);
    // slow(ms, value): the 5 is ms, the 7 the value.
    expect(await run.value("c")).toBe(7);
  });

  it("is what an onFailure gets as its one argument", async () => {
    await using app = await testApp();
    const failing = { ...step("f", "fail", 1), onFailure: [step("E", "ident")] };
    const run = await app.run(group(failing, step("a", "ident")));
    expect(await run.value("E")).toMatchObject({ nodeId: "f", task: "fail", state: "failed" });
    expect(await run.value("E")).toMatchObject({ args: [1], kwargs: {} });
  });
});
