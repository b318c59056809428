/** Optional nodes: what their end counts for. */
import { describe, expect, it } from "vitest";
import { chain, fixed, group, step } from "@/testing/nodes";
import { testApp } from "@/testing/workers";

const callbacks = { onSuccess: [step("good", "ident")], onFailure: [step("bad", "ident")] };

describe("an optional node", () => {
  it("that fails gives null to what follows; its onFailure fires, its onSuccess does not", async () => {
    await using app = await testApp();
    const optional = { ...step("f", "fail"), optional: true, ...callbacks };
    const run = await app.run(chain(group(step("a", "add", 1, 1), optional), step("z", "ident")));
    const shot = await run.look();
    expect(shot.letters("a", "f", "good", "bad", "z")).toBe("S F K S S");
    expect(shot.run.state).toBe("succeeded");
    expect(await run.value()).toEqual([2, null]);
  });

  it("that expires gives null likewise", async () => {
    await using app = await testApp();
    const late = { options: { delayMs: 60_000, expiresMs: 50 }, optional: true, ...callbacks };
    const run = await app.run(chain({ ...step("x", "ran", "x"), ...late }, step("z", "ident")));
    const shot = await run.look();
    expect(shot.letters("x", "good", "bad", "z")).toBe("R K S S");
    expect([shot.cause("x"), shot.run.state]).toEqual(["expired", "succeeded"]);
    expect(await run.value()).toBeNull();
  });

  it("that a person revoked is revoked, and what needed it is skipped", async () => {
    await using app = await testApp();
    const optional = { ...step("g", "gate", "g"), optional: true };
    const run = await app.submit(chain(optional, step("z", "ident")));
    await app.gate("g").arrivals(1);
    await run.revoke("g");
    const shot = await run.settled();
    expect(shot.letters("g", "z")).toBe("R K");
    expect(shot.run.state).toBe("revoked");
  });

  it("that is a container lets go what follows at its first failure, while others in it run", async () => {
    await using app = await testApp();
    const inner = group(step("f", "fail"), step("w", "gate", "w"));
    const run = await app.submit(
      chain({ ...inner, id: "in", optional: true }, fixed("z", "ran", "z")),
    );
    await app.gate("w").arrivals(1);
    const early = await run.reaches("z", "succeeded");
    expect(early.letters("f", "w", "in")).toBe("F running F");
    app.gate("w").open();
    const end = await run.settled();
    expect(end.letters("f", "w", "in", "z")).toBe("F S F S");
    expect(end.run.state).toBe("succeeded");
  });
});
