import { describe, expect, it } from "vitest";
import type { RunEvent } from "@/core/events";
import type { StepState } from "@/core/states";
import { chord, step } from "../nodes";
import { workflowOf } from "../model/hand";
import { replayEvents } from "./replay";

const workflow = workflowOf(
  chord([step("a", "flow.echo", 1), step("b", "flow.echo", 2)], step("z", "flow.echo")),
);

const events = (...story: string[]): RunEvent[] =>
  story.map((text, i) => {
    const [nodeId = "", state] = text.split(" ");
    return {
      ...{ seq: i + 1, at: i, type: "step.changed", nodeId, state: state as StepState },
      ...{ epoch: 1, attempt: 1, iteration: 0, claims: 1, revoking: false },
    };
  });

const complaint = (...story: string[]) => replayEvents(workflow, events(...story)).complaint;

describe("replay", () => {
  it("follows a history in which all goes well, and one in which a worker is lost", () => {
    const well = [
      "a running",
      "b running",
      "a succeeded",
      "b succeeded",
      "z running",
      "z succeeded",
    ];
    expect(complaint(...well)).toBeUndefined();
    expect(complaint("a running", "a queued", "a running", "a succeeded")).toBeUndefined();
  });

  it("notices a body that starts before its header has ended", () => {
    expect(complaint("a running", "a succeeded", "z running")).toContain("z running");
  });

  it("notices a body that fires twice, and one that runs although a member failed", () => {
    const fired = [
      "a running",
      "b running",
      "a succeeded",
      "b succeeded",
      "z running",
      "z succeeded",
    ];
    expect(complaint(...fired, "z running")).toContain("event 7 (z running)");
    expect(complaint("a running", "a failed", "b running", "b succeeded", "z running")).toContain(
      "z",
    );
  });
});
