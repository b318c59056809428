import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "@/core/problem";
import { parseWorkflow, validateAgainst } from "@/core/validate";
import { add, problemsOf, rootProblems, task, echo, chain, group } from "@/testing/documents";
import { KnownTasks } from "./known-tasks";

describe("the form of a document", () => {
  it.each([null, undefined, 1, "text", [], () => 1, new Map()])("refuses %s", (document) => {
    expect(problemsOf(document)).toMatchObject([{ path: "", code: "DOCUMENT_INVALID" }]);
  });

  it("wants a root, and takes version and name as optional", () => {
    expect(problemsOf({})).toMatchObject([{ path: "root", code: "DOCUMENT_INVALID" }]);
    expect(problemsOf({ root: echo() })).toEqual([]);
  });

  it("knows version 1 only", () => {
    expect(problemsOf({ version: 2, root: {} })).toMatchObject([
      { path: "version", code: "VERSION_UNKNOWN", severity: "error" },
    ]);
  });

  it("refuses unknown keys wherever they stand, and names them", () => {
    const root = { ...chain({ ...echo(), priority: 1, options: { prio: 1 } }), body: 1 };
    const problems = problemsOf({ version: 1, name: "", root, extra: 1 });
    expect(problems.map(({ path }) => path)).toEqual([
      "extra",
      "root.body",
      "root.children.0.options.prio",
      "root.children.0.priority",
    ]);
    expect(problems[3]?.message).toContain('"priority" is not a key of a task. Remove it');
  });

  it.each([
    ["root.kind", { kind: "loop" }],
    ["root.kind", { kind: "constructor" }],
    ["root.kind", {}],
    ["root", [echo()]],
    ["root.children", { kind: "chain" }],
    ["root.children", { kind: "group", children: {} }],
    ["root.children.1", group(echo(), null, echo())],
    ["root.body", { kind: "chord", header: [] }],
    ["root.body", { kind: "map", over: [] }],
    ["root.root", { kind: "tree", children: [] }],
    ["root.root.kind", { kind: "tree", root: group(), children: [] }],
    ["root.task", { kind: "task" }],
    ["root.args", { ...echo(), args: {} }],
    ["root.kwargs", { ...echo(), kwargs: [] }],
    ["root.options.attempts", { ...echo(), options: { attempts: 0 } }],
    ["root.options.timeoutMs", { ...echo(), options: { timeoutMs: 2 ** 31 } }],
    ["root.options.queue", { ...echo(), options: { queue: "a:b" } }],
    ["root.options.eta", { ...echo(), options: { eta: "tomorrow" } }],
    ["root.options.backoff.jitter", { ...echo(), options: { backoff: { jitter: 2 } } }],
    ["root.window", { kind: "map", over: [], body: echo(), window: 0 }],
    ["root.onFailure.0", { ...echo(), onFailure: [1] }],
    ["root.args.0.a", echo({ a: NaN })],
  ])("finds what is wrong at %s", (path, root) => {
    expect(rootProblems(root)).toEqual([`${path} DOCUMENT_INVALID`]);
  });

  it("accepts every option of the contract", () => {
    const backoff = { type: "exponential", delayMs: 1000, maxMs: 60000, jitter: 0.2 };
    const eta = "2026-12-01T08:00:00Z";
    const times = { delayMs: 0, eta, expiresMs: 60000, timeoutMs: 30000 };
    const options = { queue: "default", priority: 0, attempts: 1, backoff, ...times };
    const shared = { id: "n4", label: "Add the fee", optional: false };
    const call = { ...add(2), kwargs: { y: 3 }, immutable: false, options, ...shared };
    const root = { ...group(call, echo()), name: "All", delayMs: 1, eta };
    expect(rootProblems({ ...root, onSuccess: [echo()], onFailure: [echo()] })).toEqual([]);
  });

  it("treats __proto__ as an unknown key of a node and as data in a value", () => {
    const node = JSON.parse('{ "kind": "task", "task": "flow.echo", "__proto__": 1 }') as unknown;
    expect(rootProblems(node)).toEqual(["root.__proto__ DOCUMENT_INVALID"]);
    expect(rootProblems(echo(JSON.parse('{ "__proto__": { "polluted": 1 } }')))).toEqual([]);
    const kwargs = JSON.parse('{ "__proto__": 1, "constructor": 2 }') as unknown;
    expect(rootProblems({ ...echo(), kwargs })).toEqual([
      "root.kwargs.__proto__ ARGUMENT_UNKNOWN",
      "root.kwargs.constructor ARGUMENT_UNKNOWN",
    ]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("takes the place of its schema, for editors, and nothing else there", () => {
    const $schema = "http://127.0.0.1:3000/api/workflow.schema.json";
    expect(problemsOf({ $schema, root: echo() })).toEqual([]);
    expect(parseWorkflow({ $schema, root: echo() })).toEqual({
      workflow: { version: 1, name: "Untitled", root: echo() },
    });
    expect(problemsOf({ $schema: 1, root: echo() })).toMatchObject([{ path: "$schema" }]);
    expect(rootProblems({ ...echo(), $schema })).toEqual(["root.$schema DOCUMENT_INVALID"]);
  });

  it("refuses broken characters in what people read, and keeps them in values", () => {
    const root = { ...echo("\ud800"), label: "Fee \ud83d", note: "\udca5" };
    expect(rootProblems({ ...group(root, echo()), name: "\ud800" })).toEqual([
      "root.name DOCUMENT_INVALID",
      "root.children.0.label DOCUMENT_INVALID",
      "root.children.0.note DOCUMENT_INVALID",
    ]);
    expect(problemsOf({ name: "\ud800", root: echo() })).toMatchObject([{ path: "name" }]);
    expect(rootProblems({ ...echo("\ud800"), label: "Fee 💥" })).toEqual([]);
  });

  it("refuses a document that throws when it is read", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(problemsOf(proxy)).toMatchObject([{ code: "DOCUMENT_INVALID" }]);
    expect(problemsOf({ root: proxy })).toMatchObject([{ code: "DOCUMENT_INVALID" }]);
  });
});

describe("ids", () => {
  it("have the form of the contract", () => {
    expect(rootProblems({ ...echo(), id: "a b" })).toEqual(["root.id ID_INVALID"]);
    expect(rootProblems({ ...echo(), id: 7 })).toEqual(["root.id DOCUMENT_INVALID"]);
  });

  it("are unique over members and callbacks", () => {
    const twice = { ...echo(), id: "a" };
    const problems = problemsOf({ root: chain(twice, { ...echo(), onFailure: [twice] }) });
    expect(problems).toMatchObject([
      { path: "root.children.1.onFailure.0.id", nodeId: "a", code: "ID_DUPLICATE" },
    ]);
    expect(problems[0]?.message).toContain("root.children.0");
  });

  it("stand beside each problem of their node", () => {
    const problems = problemsOf({ root: { ...task("nope"), id: "n1", label: "Fee" } });
    expect(problems).toMatchObject([
      { nodeId: "n1", message: expect.stringMatching(/^Task "Fee" \(nope\): /) },
    ]);
  });
});

describe("documents checked one after the other", () => {
  it("looks at a node that was right, and is the same object, only once", () => {
    const sound = new WeakSet<object>();
    const against = { tasks: new KnownTasks([]), limits: DEFAULT_LIMITS, sound };
    const [good, bad] = [echo(1), { ...echo(2), extra: 1 }];
    const codesOf = (...nodes: object[]) =>
      validateAgainst({ root: chain(...nodes) }, against)
        .filter(({ code }) => code === "DOCUMENT_INVALID")
        .map(({ path }) => path);
    for (let time = 0; time < 2; time++)
      expect(codesOf(good, bad)).toEqual(["root.children.1.extra"]);
    expect([sound.has(good), sound.has(bad)]).toEqual([true, false]);
    // What was right is not asked again, even when it is not any more.
    expect(codesOf(Object.assign(good, { extra: 1 }), { ...good })).toEqual([
      "root.children.1.extra",
    ]);
  });
});
