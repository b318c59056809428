import { describe, expect, it } from "vitest";
import { applyEvents, headerOf, parseCursor, snapshotOf, viewFromSnapshot } from "./index";
import { task, TestRun } from "@/testing/run-view/test-run";

const chain = () =>
  new TestRun({ kind: "chain", id: "c", children: [task("a"), task("b"), task("d")] });
const group = () => new TestRun({ kind: "group", id: "g", children: [task("a"), task("b")] });
const chord = () =>
  new TestRun({ kind: "chord", id: "c", header: [task("t1"), task("t2")], body: task("t3") });

describe("state of a container", () => {
  it("goes from pending over running to succeeded with its members", () => {
    const run = chain();
    expect(run.show("c")).toBe("pending 0/3");
    run.set({ a: "queued" });
    expect(run.show("c")).toBe("pending 0/3");
    run.set({ a: "running" });
    expect(run.show("c")).toBe("running 0/3");
    run.set({ a: "succeeded", b: "succeeded" });
    expect(run.show("c")).toBe("running 2/3");
    run.set({ d: "succeeded" });
    expect(run.show("c")).toBe("succeeded 3/3.");
    expect(run.view.run).toMatchObject({ state: "succeeded", settled: true });
  });

  it("is failed at once and is not revived by a late start", () => {
    const run = group();
    run.set({ b: "failed" });
    expect(run.show("g")).toBe("failed 0/2");
    run.set({ a: "running" });
    expect(run.show("g")).toBe("failed 0/2");
    run.set({ a: "succeeded" });
    expect(run.show("g")).toBe("failed 1/2.");
  });

  it("is revoked when a member is revoked and the rest succeeds", () => {
    const run = group();
    run.set({ a: { state: "revoked", cause: { kind: "revoked" } }, b: "succeeded" });
    expect(run.show("g")).toBe("revoked 1/2.");
    expect(run.node("g").cause).toEqual({ kind: "revoked" });
  });

  it("succeeds when an optional member fails or expires, but not when a person revokes it", () => {
    const optional = task("a", { optional: true });
    const make = () => new TestRun({ kind: "group", id: "g", children: [optional, task("b")] });
    const failed = make();
    failed.set({ a: "failed", b: "succeeded" });
    expect(failed.node("g").state).toBe("succeeded");
    const expired = make();
    expired.set({ a: { state: "revoked", cause: { kind: "expired" } }, b: "succeeded" });
    expect(expired.node("g").state).toBe("succeeded");
    const revoked = make();
    revoked.set({ a: { state: "revoked", cause: { kind: "forced" } }, b: "succeeded" });
    expect(revoked.node("g").state).toBe("revoked");
  });

  it("tells an expiry inside an optional container from a person's revoke there", () => {
    const inner = { kind: "chain" as const, id: "i", optional: true, children: [task("a")] };
    const run = new TestRun({ kind: "group", id: "g", children: [inner, task("b")] });
    run.set({ b: "succeeded", a: { state: "revoked", cause: { kind: "expired" } } });
    expect([run.node("i").state, run.node("g").state]).toEqual(["revoked", "succeeded"]);
    run.set({ a: { state: "revoked", cause: { kind: "revoked" } } });
    expect([run.node("i").state, run.node("g").state]).toEqual(["revoked", "revoked"]);
  });

  it("is skipped with the cause of its first member when all of them are", () => {
    const inner = { kind: "group" as const, id: "i", children: [task("x"), task("y")] };
    const run = new TestRun({ kind: "chain", id: "c", children: [task("a"), inner] });
    const cause = { kind: "failed" as const, nodeId: "a" };
    run.set({ a: "failed", x: { state: "skipped", cause }, y: { state: "skipped", cause } });
    expect(run.node("i")).toMatchObject({ state: "skipped", settled: true, cause });
    expect(run.show("c")).toBe("failed 0/3.");
  });

  it("succeeds when the rest is skipped by choice", () => {
    const run = chain();
    const cause = { kind: "choice" as const, nodeId: "a" };
    run.set({ a: "succeeded", b: { state: "skipped", cause }, d: { state: "skipped", cause } });
    expect(run.show("c")).toBe("succeeded 1/3.");
  });

  it("waits for callbacks on its children and fails with them, while the child keeps its state", () => {
    const child = task("a", { onSuccess: [task("cb", { onFailure: [task("e")] })] });
    const run = new TestRun({ kind: "chain", id: "c", children: [child] });
    run.set({ a: "succeeded" });
    expect(run.show("c")).toBe("running 1/3");
    run.set({ cb: "failed" });
    expect([run.show("a"), run.show("c")]).toEqual(["succeeded 1/1.", "failed 1/3"]);
    run.set({ e: "succeeded" });
    expect(run.show("c")).toBe("failed 2/3.");
  });

  it("does not count callbacks that hang on the container itself: the run does", () => {
    const root = {
      kind: "group" as const,
      id: "g",
      children: [task("a")],
      onSuccess: [task("cb")],
    };
    const run = new TestRun(root);
    run.set({ a: "succeeded" });
    expect([run.show("g"), run.view.run.state]).toEqual(["succeeded 1/1.", "running"]);
    run.set({ cb: "succeeded" });
    expect(run.view.run).toMatchObject({ state: "succeeded", counts: { succeeded: 2 } });
  });

  it("is its own step's for an empty container", () => {
    const empty = { kind: "group" as const, id: "e", children: [] };
    const run = new TestRun({ kind: "chain", id: "c", children: [empty, task("a")] });
    expect(run.show("e")).toBe("pending 0/0");
    run.set({ e: "succeeded" });
    expect(run.show("e")).toBe("succeeded 0/0.");
    expect(run.show("c")).toBe("running 0/1");
  });

  it("revives with a retry", () => {
    const run = group();
    run.set({ a: "succeeded", b: "failed" });
    run.set({ b: { state: "pending", epoch: 2 } });
    expect(run.show("g")).toBe("running 1/2");
  });
});

describe("steps", () => {
  it("start from 0 in a new attempt and keep the total", () => {
    const run = chain();
    run.set({ a: "running" });
    run.report("a", { completed: 2, total: 3 });
    expect([run.show("a"), run.show("c")]).toEqual(["running 2/3", "running 2/5"]);
    run.set({ a: { state: "retrying", attempt: 2 } });
    expect(run.show("a")).toBe("retrying 0/3");
    run.set({ a: { state: "running", attempt: 2 } });
    run.report("a", { completed: 3, total: 3 });
    run.set({ a: { state: "succeeded", attempt: 2 } });
    expect([run.show("a"), run.show("c")]).toEqual(["succeeded 3/3.", "running 3/5"]);
  });

  it("survive the iterations of a trampoline and its revocation", () => {
    const run = new TestRun({ kind: "chain", id: "c", children: [task("a")] });
    run.set({ a: "running" });
    run.report("a", { completed: 1, total: 4, label: "Waiting" });
    run.set({ a: { state: "queued", epoch: 2, iteration: 1 } });
    expect(run.show("c")).toBe("running 1/4");
    expect(run.node("c").stateLabel).toBe("Waiting");
    run.set({ a: { state: "revoked", epoch: 2, iteration: 1, cause: { kind: "revoked" } } });
    expect(run.show("c")).toBe("revoked 1/4.");
  });

  it("are topped up by success and never go over the total", () => {
    const run = chain();
    run.set({ a: "running" });
    run.report("a", { completed: 9, total: 3 });
    expect(run.show("a")).toBe("running 3/3");
    run.report("a", { completed: 1 });
    run.set({ a: "succeeded" });
    expect(run.show("a")).toBe("succeeded 3/3.");
  });

  it("ignore a report that comes after the end", () => {
    const run = chain();
    run.set({ a: "failed" });
    expect(run.report("a", { completed: 1, total: 2, label: "late" })).toEqual(new Set());
  });
});

describe("a chord", () => {
  it("counts 3 and its header 2, and succeeds only after its body", () => {
    const run = chord();
    expect(headerOf(run.view, "c")).toMatchObject({ state: "pending", totalSteps: 2 });
    run.set({ t1: "succeeded", t2: "succeeded" });
    expect(run.show("c")).toBe("running 2/3");
    expect(headerOf(run.view, "c")).toEqual({
      ...{ state: "succeeded", settled: true },
      ...{ completedSteps: 2, totalSteps: 2 },
    });
    run.set({ t3: "succeeded" });
    expect(run.show("c")).toBe("succeeded 3/3.");
  });

  it("counts the callbacks of header members with the header, and none of the body", () => {
    const run = new TestRun({
      ...{ kind: "chord", id: "c", header: [task("t1", { onSuccess: [task("cb")] })] },
      body: task("t3", { onSuccess: [task("after")] }),
    });
    expect(headerOf(run.view, "c")).toMatchObject({ totalSteps: 2 });
    expect(headerOf(run.view, "t3")).toBeUndefined();
  });

  it("has an empty header with a turn of its own", () => {
    const run = new TestRun({ kind: "chord", id: "c", header: [], body: task("b") });
    expect(headerOf(run.view, "c")).toMatchObject({ state: "pending", settled: false });
    run.set({ b: "running" });
    expect(headerOf(run.view, "c")).toMatchObject({ state: "succeeded", settled: true });
    run.set({ b: "skipped" });
    expect(headerOf(run.view, "c")).toMatchObject({ state: "skipped", settled: true });
  });
});

describe("labels", () => {
  const labelOf = (run: TestRun, step: string, container: string) => {
    run.set({ [step]: "running" });
    run.report(step, { label: "Uploading" });
    return run.node(container).stateLabel;
  };

  it("rise in a chain and from a chord's body, not through a group or a header", () => {
    expect(labelOf(chain(), "a", "c")).toBe("Uploading");
    expect(labelOf(group(), "a", "g")).toBeUndefined();
    expect(labelOf(chord(), "t1", "c")).toBeUndefined();
    expect(labelOf(chord(), "t3", "c")).toBe("Uploading");
  });

  it("stop at the group that holds the chain", () => {
    const inner = { kind: "chain" as const, id: "i", children: [task("a")] };
    const run = new TestRun({ kind: "group", id: "g", children: [inner] });
    expect(labelOf(run, "a", "i")).toBe("Uploading");
    expect(run.node("g").stateLabel).toBeUndefined();
  });

  it("are cleared when the step ends", () => {
    const run = chain();
    labelOf(run, "a", "c");
    run.set({ a: "succeeded" });
    expect(run.node("a").stateLabel).toBeUndefined();
    expect(run.node("c").stateLabel).toBeUndefined();
  });

  it("never relabel a container that has failed", () => {
    const child = task("a", { onSuccess: [task("cb")] });
    const run = new TestRun({ kind: "chain", id: "c", children: [child, task("b")] });
    run.set({ a: "succeeded", cb: "failed" });
    expect(labelOf(run, "b", "c")).toBeUndefined();
    expect(run.node("b").stateLabel).toBe("Uploading");
  });
});

describe("names", () => {
  it("come from the container, else from its first named member, else from its kind", () => {
    const inner = {
      kind: "group" as const,
      id: "g",
      children: [task("a"), task("b", { label: "B" })],
    };
    const run = new TestRun({
      ...{ kind: "chain", id: "c" },
      children: [task("x"), inner, task("d", { label: "D" })],
    });
    expect([run.node("c").label, run.node("g").label]).toEqual(["B", "B"]);
    expect(run.node("x").label).toBe("flow.echo");
    expect(chain().node("c").label).toBe("chain");
    const named = new TestRun({
      kind: "chain",
      id: "c",
      name: "Mine",
      children: [task("a", { label: "A" })],
    });
    expect(named.node("c").label).toBe("Mine");
  });

  it("come and go with what is born", () => {
    const map = { kind: "map" as const, id: "m", body: task("t"), over: [1] };
    const run = new TestRun({ kind: "chain", id: "c", children: [map, task("d", { label: "D" })] });
    expect([run.node("m").label, run.node("c").label]).toEqual(["map", "D"]);
    run.bear("m", task("m.0", { label: "Copy" }), { role: "child", index: 0 });
    expect([run.node("m").label, run.node("c").label]).toEqual(["Copy", "Copy"]);
    run.say({ type: "nodes.dropped", parentId: "m" });
    expect([run.node("m").label, run.node("c").label]).toEqual(["map", "D"]);
  });
});

describe("births and drops", () => {
  const mapRun = () => new TestRun({ kind: "map", id: "m", body: task("t"), over: [1, 2] });

  it("settle a map only when its own step and its copies have ended", () => {
    const run = mapRun();
    run.bear("m", task("m.0"), { role: "child", index: 0 });
    run.bear("m", task("m.1"), { role: "child", index: 1 });
    run.set({ "m.0": "succeeded", "m.1": "succeeded" });
    expect(run.show("m")).toBe("running 2/2");
    run.set({ m: "succeeded" });
    expect(run.show("m")).toBe("succeeded 2/2.");
    expect(run.view.run).toMatchObject({ totalNodes: 3, counts: { succeeded: 3 } });
  });

  it("fail a map whose input is no list", () => {
    const run = mapRun();
    const error = { code: "MAP_INPUT" as const, name: "MapInputError", message: "7 is no list." };
    run.set({ m: { state: "failed", error } });
    expect(run.node("m")).toMatchObject({ state: "failed", settled: true, error });
  });

  it("take away what was born with all it added, and answer the ids", () => {
    const run = mapRun();
    const copy = {
      kind: "chain" as const,
      id: "m.0",
      children: [task("x", { onSuccess: [task("cb")] })],
    };
    run.bear("m", copy, { role: "child", index: 0 });
    run.set({ m: "succeeded", x: "failed" });
    expect(run.show("m")).toBe("failed 0/2");
    const structure = run.view.structure;
    const changed = run.say({ type: "nodes.dropped", parentId: "m" });
    expect(changed).toEqual(new Set(["m", "m.0", "x", "cb"]));
    run.set({ m: { state: "pending", epoch: 2 } });
    expect(run.show("m")).toBe("pending 0/0");
    expect([...run.view.nodes.keys()]).toEqual(["m"]);
    expect(run.view.structure).toBe(structure + 1);
  });

  it("let progress and labels of a replaced step rise from what took its place", () => {
    const run = new TestRun({ kind: "chain", id: "c", children: [task("a"), task("b")] });
    run.set({ a: "running" });
    const inner = { kind: "chain" as const, id: "i", children: [task("x"), task("y")] };
    run.bear("a", inner, { role: "child", index: 0 });
    run.set({ x: "succeeded", y: "running" });
    run.report("y", { label: "Inside" });
    expect([run.show("a"), run.show("c")]).toEqual(["running 1/2", "running 1/3"]);
    expect(run.node("c").stateLabel).toBe("Inside");
    run.set({ y: "succeeded", a: "succeeded" });
    expect(run.show("a")).toBe("succeeded 2/2.");
  });

  it("list members behind their parents", () => {
    const run = mapRun();
    const copy = { kind: "chain" as const, id: "m.0", children: [task("x")] };
    run.bear("m", copy, { role: "child", index: 0 });
    expect([...run.view.nodes.keys()]).toEqual(["m", "m.0", "x"]);
  });
});

describe("the fold", () => {
  it("ignores what it has folded before", () => {
    const run = group();
    run.set({ a: "succeeded" });
    const again = { type: "step.changed" as const, nodeId: "a", seq: 1, at: 1 };
    const status = { epoch: 1, attempt: 1, iteration: 0, claims: 0, revoking: false };
    expect(applyEvents(run.view, [{ ...again, ...status, state: "failed" }])).toEqual(new Set());
    expect(run.node("a").state).toBe("succeeded");
  });

  it("keeps the identity of what does not change and answers what does", () => {
    const inner = { kind: "group" as const, id: "i", children: [task("x")] };
    const run = new TestRun({ kind: "group", id: "g", children: [inner, task("a")] });
    const before = new Map(run.view.nodes);
    const summary = run.view.run;
    expect(run.set({ a: "running" })).toEqual(new Set(["a", "g"]));
    expect(run.node("i")).toBe(before.get("i"));
    expect(run.node("g")).not.toBe(before.get("g"));
    expect(run.view.run).not.toBe(summary);
    expect(run.set({ a: "running" })).toEqual(new Set());
  });

  it("keeps first start and last end, also when a retry takes them back", () => {
    const run = group();
    run.set({ a: { state: "succeeded", startedAt: 10, finishedAt: 20 } });
    run.set({ b: { state: "succeeded", startedAt: 15, finishedAt: 40 } });
    expect(run.node("g")).toMatchObject({ startedAt: 10, finishedAt: 40 });
    run.set({ a: { state: "pending", epoch: 2 } });
    expect(run.node("g").startedAt).toBe(15);
    expect(run.node("g").finishedAt).toBeUndefined();
    expect(run.view.run).toMatchObject({ startedAt: 15, settled: false });
  });

  it("takes over pause and revocation of the run", () => {
    const run = group();
    run.say({ type: "run.changed", paused: true, revoked: false, pinned: false });
    expect(run.view.run.paused).toBe(true);
  });

  it("survives a snapshot and back", () => {
    const run = new TestRun({
      ...{ kind: "chain", id: "c", name: "Named" },
      children: [{ kind: "map", id: "m", body: task("t"), over: [1] }, task("b", { label: "B" })],
    });
    run.bear("m", task("m.0"), { role: "child", index: 0 });
    run.set({ m: "succeeded", "m.0": "running" });
    run.report("m.0", { completed: 1, total: 2, label: "Half" });
    const again = viewFromSnapshot(structuredClone(snapshotOf(run.view)));
    expect(snapshotOf(again)).toEqual(snapshotOf(run.view));
  });

  it("refuses a cursor of another form", () => {
    expect(parseCursor("a:b:12")).toEqual({ gen: "a:b", seq: 12 });
    expect(() => parseCursor("12")).toThrow("<gen>:<seq>");
    expect(() => parseCursor("g:x")).toThrow("Load the run again");
  });
});
