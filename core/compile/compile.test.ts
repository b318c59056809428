import { describe, expect, it } from "vitest";
import { chain, chord, fixed, group, step, tree } from "@/testing/nodes";
import type { MapNode, WorkflowNode } from "../node";
import type { Link, Plan, PlanElement } from "../plan";
import { compile, compileBirth, compileCopies } from "./index";

const planOf = (root: WorkflowNode): Plan => compile({ version: 1, name: "test", root });

const print = (links: readonly Link[]) =>
  links.map((link) => (typeof link === "number" ? String(link) : link.join("-"))).join(",");

/** An element in one line: what it is, how many it waits for, what it tells. */
function line(element: PlanElement): string {
  const name = element.kind === "step" ? element.signature.id : element.kind;
  const input = "input" in element && element.input !== undefined ? element.input : undefined;
  const value = element.kind === "join" ? element.value : undefined;
  return [
    `${name}/${element.need}`,
    element.next.length > 0 && `> ${print(element.next)}`,
    element.onSuccess.length > 0 && `+ ${print(element.onSuccess)}`,
    element.onFailure.length > 0 && `! ${print(element.onFailure)}`,
    input !== undefined && `in ${JSON.stringify(input)}`,
    value !== undefined && `= ${JSON.stringify(value)}`,
    element.kind === "join" && element.entry !== undefined && `of ${element.entry}`,
    element.optional && "optional",
    element.shielded && "shielded",
    element.delayMs !== undefined && `after ${element.delayMs}`,
  ]
    .filter(Boolean)
    .join(" ");
}

const sketch = (root: WorkflowNode) => planOf(root).elements.map(line);
const [a, b, c, d] = ["a", "b", "c", "d"].map((id) => step(id, "t")) as [
  ReturnType<typeof step>,
  ReturnType<typeof step>,
  ReturnType<typeof step>,
  ReturnType<typeof step>,
];

describe("a plan of", () => {
  it.each<[string, WorkflowNode, string[]]>([
    ["one step", a, ["a/0"]],
    [
      "a chain costs nothing but its steps",
      chain(a, b, c),
      ["a/0 > 1", "b/1 > 2 in 0", "c/1 in 1"],
    ],
    [
      "a chain drops what an immutable one would receive",
      chain(a, fixed("b", "t"), c),
      ["a/0 > 1", "b/1 > 2", "c/1 in 1"],
    ],
    ["a group joins its members", group(a, b), ["a/0 > 2", "b/0 > 2", 'join/2 = {"list":[[0,1]]}']],
    ["an empty group has one turn", group(), ['join/0 = {"list":[]}']],
    [
      "an empty group in a chain has its turn there",
      chain(a, group(), b),
      ["a/0 > 1", 'join/1 > 2 = {"list":[]}', "b/1 in 1"],
    ],
    [
      "group after group costs a sum, no product",
      chain(group(a, b), group(c, d)),
      [
        "a/0 > 2",
        "b/0 > 2",
        'join/2 > 3-4 = {"list":[[0,1]]}',
        "c/1 > 5 in 2",
        "d/1 > 5 in 2",
        'join/2 = {"list":[[3,4]]}',
      ],
    ],
    [
      "a chord gives its body the header's list",
      chord([a, b], c),
      ["a/0 > 2", "b/0 > 2", 'join/2 > 3 = {"list":[[0,1]]}', "c/1 in 2"],
    ],
    [
      "nested groups nest their lists",
      group(a, group(b, c), d),
      [
        "a/0 > 5",
        "b/0 > 3",
        "c/0 > 3",
        'join/2 > 5 = {"list":[[1,2]]}',
        "d/0 > 5",
        'join/3 = {"list":[0,[3,4]]}',
      ],
    ],
    [
      "a tree passes order, no value, and gives its root's result",
      tree(a, b, c),
      ["a/0 > 1-3", "b/1 > 3", "c/1 > 3", "join/3 = 0"],
    ],
    [
      "a tree that passes its root's result",
      { ...tree(a, b), passResult: true },
      ["a/0 > 1-2", "b/1 > 2 in 0", "join/2 = 0"],
    ],
    ["a tree of a root alone", tree(a), ["a/0"]],
    [
      "callbacks hang on their step and hold nobody up",
      chain({ ...a, onSuccess: [b], onFailure: [c] }, d),
      ["a/0 > 3 + 1 ! 2", "b/1 in 0", 'c/1 in {"failure":0}', "d/1 in 0"],
    ],
    [
      "a container with a callback has an entry and an exit",
      { ...chain(a, b), onFailure: [c] },
      ["join/0 > 1", "a/1 > 2", "b/1 > 3 in 1", "join/1 ! 4 = 2 of 0", 'c/1 in {"failure":3}'],
    ],
    [
      "an optional container shields what is in it",
      { ...chain(a, b), optional: true },
      [
        "join/0 > 1 shielded",
        "a/1 > 2 shielded",
        "b/1 > 3 in 1 shielded",
        "join/1 = 2 of 0 optional shielded",
      ],
    ],
    [
      "an optional step is its own exit",
      chain({ ...a, optional: true }, b),
      ["a/0 > 1 optional shielded", "b/1 in 0"],
    ],
    [
      "a container's delay is its entry's",
      chain(a, { ...group(b, c), delayMs: 50 }),
      [
        "a/0 > 1",
        "join/1 > 2-3 after 50",
        "b/1 > 4 in 0",
        "c/1 > 4 in 0",
        'join/2 = {"list":[[2,3]]} of 1',
      ],
    ],
    [
      "a map is one element and its exit; the body is a template",
      chain(a, { kind: "map", id: "m", body: b }, c),
      ["a/0 > 1", "map/1 > 2 in 0", "join/1 > 3 of 1", "c/1 in 2"],
    ],
  ])("%s", (_, root, lines) => {
    expect(sketch(root)).toEqual(lines);
  });

  it("a wide group keeps its links short", () => {
    const members = Array.from({ length: 1000 }, (_, i) => step(`m${i}`, "t"));
    const plan = planOf(chain(a, group(...members), b));
    expect(plan.elements[0]?.next).toEqual([[1, 1000]]);
    expect(plan.elements[1001]).toMatchObject({ need: 1000, value: { list: [[1, 1000]] } });
  });

  it("options of a signature reach delivery", () => {
    const options = {
      queue: "q",
      priority: 2,
      delayMs: 5,
      eta: "2026-12-01T08:00:00Z",
      expiresMs: 9,
    };
    expect(planOf({ ...a, options }).elements[0]).toMatchObject({
      ...{ queue: "q", priority: 2, delayMs: 5, expiresMs: 9 },
      etaMs: Date.parse("2026-12-01T08:00:00Z"),
    });
  });
});

describe("rows and ids", () => {
  it("stand for what is drawn, parents first, each with its range of elements", () => {
    const { nodes } = planOf({
      ...chord([a, { ...group(b), id: "g" }], { ...c, onSuccess: [d] }),
      id: "top",
      name: "Top",
    });
    expect(
      nodes.map(({ id, role, parentId, element, range }) => [
        id,
        role,
        parentId,
        element,
        range.join(),
      ]),
    ).toEqual([
      ["top", null, null, null, "0,6"],
      ["a", "header", "top", 0, "0,1"],
      ["g", "header", "top", null, "1,3"],
      ["b", "child", "g", 1, "1,2"],
      ["c", "body", "top", 4, "4,5"],
      ["d", "onSuccess", "c", 5, "5,6"],
    ]);
    expect(nodes[0]).toMatchObject({ name: "Top", kind: "chord", declaredSteps: 0 });
  });

  it("are given in the order drawn, past those that are taken", () => {
    const bare = { kind: "task", task: "t" } as const;
    const { nodes } = planOf(
      chain(bare, { ...bare, id: "n2" }, bare, { ...bare, onFailure: [bare] }),
    );
    expect(nodes.map(({ id }) => id)).toEqual(["n1", "n3", "n2", "n4", "n5", "n6"]);
  });

  it("are each place's own where one object stands in many", () => {
    const bare = { kind: "task", task: "t" } as const;
    const pair = group(bare, bare);
    const plan = planOf(chain(pair, pair));
    const ids = plan.nodes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(7);
    expect(plan).toEqual(
      planOf(
        structuredClone(chain(group({ ...bare }, { ...bare }), group({ ...bare }, { ...bare }))),
      ),
    );
  });

  it("are the same for the same document, every time", () => {
    const root = chain(group(a, group(b)), { ...chord([c], d), optional: true });
    expect(planOf(structuredClone(root))).toEqual(planOf(root));
  });
});

describe("what is born", () => {
  const at = { base: 100, parentId: "m", shielded: false, exitTo: 7 };

  it("as copies of a map, each receives its item and tells the map's exit", () => {
    const node: MapNode = { kind: "map", body: chain(a, b), window: 2 };
    const plan = compileCopies(node, [10, [20]], at);
    expect(plan.elements.map(line)).toEqual([
      "a/1 > 101",
      "b/1 > 7 in 100",
      "a/1 > 103",
      "b/1 > 7 in 102",
    ]);
    expect(plan.elements.map((e) => (e.kind === "step" ? e.received : null))).toEqual([
      { value: 10 },
      undefined,
      { value: [20] },
      undefined,
    ]);
    expect(plan.elements.map(({ pool }) => pool)).toEqual([undefined, 7, undefined, 7]);
    expect(plan.starts).toEqual([100, 102]);
    expect(plan).toMatchObject({ base: 100, size: 4, exit: 101 });
    expect(plan.nodes.map(({ id }) => id)).toEqual([
      "m.0",
      "m.0.a",
      "m.0.b",
      "m.1",
      "m.1.a",
      "m.1.b",
    ]);
  });

  it("as copies of nothing is nothing", () => {
    const plan = compileCopies({ kind: "map", body: a }, [], at);
    expect(plan).toMatchObject({ size: 0, elements: [], nodes: [], starts: [] });
  });

  it("in place of a step stands below it and tells it", () => {
    const plan = compileBirth(group(a, b), { ...at, index: 0 });
    expect(plan.elements.map(line)).toEqual([
      "a/1 > 102",
      "b/1 > 102",
      'join/2 > 7 = {"list":[[100,101]]}',
    ]);
    expect(plan.nodes.map(({ id, parentId }) => `${parentId}/${id}`)).toEqual([
      "m/m.0",
      "m.0/m.0.a",
      "m.0/m.0.b",
    ]);
  });
});
