/** What callbacks do to others: nothing. */
import { describe, expect, it } from "vitest";
import { chain, step } from "@/testing/nodes";
import { testApp } from "@/testing/workers";

describe("callbacks", () => {
  it("are skipped as unneeded when their case does not come", async () => {
    await using app = await testApp();
    const run = await app.run({
      ...step("a", "add", 2, 2),
      onSuccess: [step("good", "ident")],
      onFailure: [step("bad", "ident")],
    });
    const shot = await run.look();
    expect(shot.letters("a", "good", "bad")).toBe("S S K");
    expect(shot.cause("bad")).toBe("unneeded:a");
    expect(shot.run.state).toBe("succeeded");
  });

  it("of a container hold nobody up: what follows looks at the children alone", async () => {
    await using app = await testApp();
    const callback = { ...step("cb", "gate", "cb"), immutable: true };
    const inner = { ...chain(step("a", "add", 1, 1)), id: "in", onSuccess: [callback] };
    const waiting = await app.submit({ ...chain(inner, step("z", "add", 1)), id: "out" });
    const shot = await waiting.until((s) => s.letters("z", "cb") === "S running");
    expect(shot.letters("a", "z", "in", "out")).toBe("S S S running");
    app.gate("cb").open();
    expect((await waiting.settled()).letters("out", "cb")).toBe("S S");
    expect(await waiting.value()).toBe(3);
  });
});
