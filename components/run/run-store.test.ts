import { describe, expect, it, vi } from "vitest";
import type { Connection } from "@/components/api/connection";
import type { RunEvent, RunEventBatch } from "@/core/events";
import { viewFromSnapshot } from "@/core/run-view";
import type { NodeView, RunSnapshot } from "@/core/snapshot";
import type { StepState } from "@/core/states";
import type { RunPort, RunStreamHandlers } from "./run-port";
import { createRunStore } from "./run-store";

function view(id: string, parentId: string | null, state: StepState = "pending"): NodeView {
  return {
    ...{
      id,
      parentId,
      kind: parentId === null ? "group" : "task",
      index: Number(id.slice(1)) || 0,
    },
    role: parentId === null ? null : "child",
    task: "math.add",
    ...{ declaredSteps: 1, hasOwnStep: false, state: state as NodeView["state"], settled: false },
    ...{ epoch: 0, attempt: 1, iteration: 0, claims: 0, revoking: false },
    ...{ completedSteps: 0, totalSteps: 1 },
  };
}

function snapshot(cursor: string, state: StepState = "pending"): RunSnapshot {
  return {
    run: {
      ...{ runId: "r", name: "Test", rootId: "g", state: "pending", settled: false },
      ...{
        paused: false,
        revoked: false,
        pinned: false,
        submittedAt: 0,
        counts: {},
        totalNodes: 3,
        tasks: [],
      },
    },
    nodes: [view("g", null), view("n0", "g", state), view("n1", "g", state)],
    cursor,
  };
}

function changed(seq: number, nodeId: string, state: StepState): RunEvent {
  const status = { epoch: 0, attempt: 1, iteration: 0, claims: 0, revoking: false };
  return { seq, at: seq, type: "step.changed", nodeId, state, ...status };
}

/** A server whose answers and stream are in the test's hands. */
function scene(snapshots: RunSnapshot[]) {
  const follows: { cursor: string; handlers: RunStreamHandlers; stopped: boolean }[] = [];
  const frames: (() => void)[] = [];
  const connections: Connection[] = [];
  const port: RunPort = {
    view: async () => {
      const next = snapshots.shift();
      if (next === undefined) throw new Error("no server");
      return viewFromSnapshot(next);
    },
    follow(_runId, cursor, handlers) {
      const stream = { cursor, handlers, stopped: false };
      follows.push(stream);
      return () => {
        stream.stopped = true;
      };
    },
  };
  const run = createRunStore({
    runId: "r",
    port,
    schedule: (flush) => frames.push(flush),
    onConnection: (state) => connections.push(state),
    retryMs: 1,
  });
  const send = (batch: RunEventBatch) => follows.at(-1)?.handlers.onBatch(batch);
  const events = (...list: RunEvent[]) =>
    send({ kind: "events", events: list, cursor: `a:${list.at(-1)?.seq}` });
  const frame = () => frames.splice(0).forEach((flush) => flush());
  return { run, follows, frames, connections, send, events, frame };
}

async function started(snapshots: RunSnapshot[]) {
  const made = scene(snapshots);
  made.run.start();
  await vi.waitFor(() => expect(made.follows).toHaveLength(1));
  return made;
}

describe("createRunStore", () => {
  it("follows the run from the cursor of its snapshot", async () => {
    const { run, follows } = await started([snapshot("a:7")]);
    expect(follows[0]?.cursor).toBe("a:7");
    expect(run.store.getState()).toMatchObject({ status: "ready", run: { name: "Test" } });
    expect(run.store.getState().tree?.members.map((member) => member.id)).toEqual(["n0", "n1"]);
  });

  it("folds all batches of a frame at once and tells only the nodes that changed", async () => {
    const { run, events, frame, frames } = await started([snapshot("a:0")]);
    const heard: string[] = [];
    for (const id of ["n0", "n1"]) run.source.subscribe(id, () => heard.push(id));
    events(changed(1, "n0", "queued"));
    events(changed(2, "n0", "running"));
    expect(frames).toHaveLength(1);
    frame();
    expect(heard).toEqual(["n0"]);
    expect(run.source.get("n0")?.state).toBe("running");
  });

  it("keeps the tree and the faces of unchanged nodes the same objects", async () => {
    const { run, events, frame } = await started([snapshot("a:0")]);
    const [tree, face] = [run.store.getState().tree, run.source.get("n1")];
    events(changed(1, "n0", "running"));
    frame();
    expect(run.store.getState().tree).toBe(tree);
    expect(run.source.get("n1")).toBe(face);
  });

  it("takes a new snapshot when its position is no longer known", async () => {
    const { run, follows, send, connections } = await started([
      snapshot("a:0"),
      snapshot("b:4", "succeeded"),
    ]);
    send({ kind: "reset", cursor: "b:4" });
    await vi.waitFor(() => expect(follows).toHaveLength(2));
    expect(follows[0]?.stopped).toBe(true);
    expect(follows[1]?.cursor).toBe("b:4");
    expect(run.source.get("n0")?.state).toBe("succeeded");
    expect(connections).toContain("behind");
  });

  it("takes a new snapshot when an event is missing between two", async () => {
    const { run, follows, events, frame } = await started([
      snapshot("a:0"),
      snapshot("a:9", "succeeded"),
    ]);
    events(changed(1, "n0", "queued"));
    events(changed(3, "n0", "running"));
    await vi.waitFor(() => expect(follows).toHaveLength(2));
    expect(follows[1]?.cursor).toBe("a:9");
    frame();
    expect(run.source.get("n0")?.state).toBe("succeeded");
  });

  it("goes on after a pause where it was, without a snapshot", async () => {
    const { run, follows, events } = await started([snapshot("a:0")]);
    events(changed(1, "n0", "running"));
    run.pause();
    expect(follows[0]?.stopped).toBe(true);
    run.resume();
    expect(follows[1]?.cursor).toBe("a:1");
    expect(run.source.get("n0")?.state).toBe("running");
  });

  it("asks again when the server is away at first", async () => {
    const snapshots: RunSnapshot[] = [];
    const made = scene(snapshots);
    made.run.start();
    await vi.waitFor(() => expect(made.run.store.getState().status).toBe("unreachable"));
    snapshots.push(snapshot("a:0"));
    await vi.waitFor(() => expect(made.run.store.getState().status).toBe("ready"));
    made.run.close();
  });

  it("tells the containers when the run is paused", async () => {
    const { run, events, frame } = await started([snapshot("a:0")]);
    events(changed(1, "n0", "succeeded"), changed(2, "n1", "held"));
    frame();
    expect(run.source.get("g")).toMatchObject({ state: "running" });
    const heard: string[] = [];
    run.source.subscribeAll((ids) => heard.push(...ids));
    const flags = { paused: true, revoked: false, pinned: false };
    events({ seq: 3, at: 3, type: "run.changed", ...flags });
    frame();
    expect(heard).toEqual(["g"]);
    expect(run.source.get("g")).toMatchObject({ held: true });
  });

  it("marks what a retry would do on the nodes themselves", async () => {
    const { run } = await started([snapshot("a:0")]);
    run.mark(new Map([["n0", "willRun"]]));
    expect(run.source.get("n0")?.mark).toBe("willRun");
    run.mark(null);
    expect(run.source.get("n0")?.mark).toBeUndefined();
  });
});
