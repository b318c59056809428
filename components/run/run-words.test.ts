import { describe, expect, it } from "vitest";
import { runEndWords, runFace, runTitle, runWords } from "./run-words";

const run: Parameters<typeof runTitle>[0] = {
  name: "Resize",
  state: "running",
  ...{ settled: false, paused: false, counts: { succeeded: 2, running: 1, pending: 5 } },
};

describe("a run in a few words", () => {
  it("says in its title how far it is, then how it ended", () => {
    expect(runTitle(run)).toBe("2/8 · Resize");
    expect(runTitle({ ...run, paused: true })).toBe("2/8 paused · Resize");
    expect(runTitle({ ...run, state: "failed" })).toBe("2/8 failed · Resize");
    expect(runTitle({ ...run, state: "failed", paused: true })).toBe("2/8 failed, paused · Resize");
    expect(runTitle({ ...run, state: "failed", settled: true })).toBe("Failed · Resize");
  });

  it("tells of a pause only while it is under way", () => {
    expect(runWords({ ...run, paused: true })).toBe("Running, paused");
    expect(runFace({ ...run, paused: true })).toBe("held");
    expect(runFace({ ...run, paused: true, settled: true, state: "revoked" })).toBe("revoked");
    expect(runWords({ ...run, state: "failed" })).toBe("Failed, still running");
  });

  it("says at the end what became of it", () => {
    const ended = { ...run, settled: true, state: "failed" as const };
    expect(runEndWords({ ...ended, counts: { succeeded: 2, failed: 1 } })).toBe(
      "Failed: 1 of 3 steps failed",
    );
    expect(runEndWords({ ...ended, state: "succeeded", counts: { succeeded: 1 } })).toBe(
      "Succeeded: 1 step",
    );
  });
});
