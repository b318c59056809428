import { describe, expect, it } from "vitest";
import type { WorkflowNode } from "@/core/node";
import { countingIds } from "@/testing/edits/arbitrary";
import {
  chain,
  chord,
  contextOf,
  group,
  idOf,
  map,
  resultOf,
  task,
  tree,
} from "@/testing/edits/builders";
import {
  addCallback,
  duplicate,
  insert,
  insertAlongside,
  insertBefore,
  insertInside,
  insertThen,
  join,
  move,
  remove,
  unwrap,
  wrap,
  type EditContext,
  type Outcome,
} from "./commands";
import { emptyDocument } from "./document";
import type { Verb } from "./place";

type Do = (context: EditContext) => Outcome;

function after(root: WorkflowNode, command: Do): string {
  const context = contextOf(root);
  return resultOf(context, command(context));
}

const x = task("x");
const onKind =
  (verb: Verb, kind: WorkflowNode["kind"]): Do =>
  (context) =>
    insert(context, { verb, nodeId: idOf(context.document, kind) }, x);

describe("insert", () => {
  it("makes the first node the root", () => {
    const context = { document: emptyDocument(), createId: countingIds() };
    const outcome = insert(context, { verb: "first" }, x);
    expect(resultOf(context, outcome)).toBe("x");
    expect(outcome).toMatchObject({ focusId: "x" });
  });

  it("refuses a second first node, and says what to do", () => {
    expect(after(chain("a", "b"), (c) => insert(c, { verb: "first" }, x))).toMatch(/Use Then/);
  });

  it("refuses a slot on a node that is gone", () => {
    expect(after(chain("a", "b"), (c) => insertThen(c, "z", x))).toMatch(/gone/);
  });

  it("gives fresh ids where the document has them already", () => {
    expect(
      after(chain("a", "b"), (c) => {
        const outcome = insertThen(c, "a", task("a"));
        expect(outcome).toMatchObject({ focusId: "n2" });
        return outcome;
      }),
    ).toBe("chain(a, a, b)");
  });
});

describe("insertThen", () => {
  it.each([
    ["wraps a lone task in a chain", task("a"), "a", "chain(a, x)"],
    ["goes next in a chain", chain("a", "b"), "a", "chain(a, x, b)"],
    ["wraps a group member", group("a", "b"), "a", "group(chain(a, x), b)"],
    ["goes on after a chord's body", chord(["a", "b"], "c"), "c", "chain(chord([a, b], c), x)"],
    ["starts after a tree's root", tree("a", "b"), "a", "tree(a, b, x)"],
    ["wraps a map's body", map("a"), "a", "map(chain(a, x))"],
  ])("%s", (_title, root, id, expected) => {
    expect(after(root, (c) => insertThen(c, id, x))).toBe(expected);
  });

  it("makes the node the body of a group", () => {
    expect(after(group("a", "b"), onKind("then", "group"))).toBe("chord([a, b], x)");
    expect(after(chain("a", group("b", "c"), "d"), onKind("then", "group"))).toBe(
      "chain(a, chord([b, c], x), d)",
    );
  });

  it("appends to a chain that is selected as a whole", () => {
    expect(after(group(chain("a", "b"), "c"), onKind("then", "chain"))).toBe(
      "group(chain(a, b, x), c)",
    );
  });

  it("stays inside a chord that has a name", () => {
    const named = { ...chord(["a", "b"], "c"), name: "Pages" };
    expect(after(named, (c) => insertThen(c, "c", x))).toBe("Pages:chord([a, b], chain(c, x))");
  });

  it("does not enter a chain that has a name", () => {
    const named = { ...chain("a", "b"), name: "Prepare" };
    expect(after(named, onKind("then", "chain"))).toBe("chain(Prepare:chain(a, b), x)");
  });

  it("dissolves a chain that it puts into a chain", () => {
    const context = contextOf(chain("a", "b"));
    const outcome = insertThen(context, "a", chain("y", "z"));
    expect(resultOf(context, outcome)).toBe("chain(a, y, z, b)");
    expect(outcome).toMatchObject({ focusId: "y" });
  });
});

describe("insertBefore", () => {
  it.each([
    ["goes before in a chain", chain("a", "b"), "b", "chain(a, x, b)"],
    ["wraps a lone task", task("a"), "a", "chain(x, a)"],
    ["goes between header and body", chord(["a"], "b"), "b", "chord([a], chain(x, b))"],
    ["goes before the tree when asked at its root", tree("a", "b"), "a", "chain(x, tree(a, b))"],
  ])("%s", (_title, root, id, expected) => {
    expect(after(root, (c) => insertBefore(c, id, x))).toBe(expected);
  });
});

describe("insertAlongside", () => {
  it.each([
    ["wraps a lone task in a group", task("a"), "a", "group(a, x)"],
    ["goes beside in a group", group("a", "b"), "a", "group(a, x, b)"],
    ["goes beside in a header", chord(["a", "b"], "c"), "a", "chord([a, x, b], c)"],
    ["wraps a chain's child", chain("a", "b"), "b", "chain(a, group(b, x))"],
    ["wraps a chord's body", chord(["a"], "b"), "b", "chord([a], group(b, x))"],
    ["goes beside in a tree", tree("a", "b"), "b", "tree(a, b, x)"],
    ["goes beside the tree when asked at its root", tree("a", "b"), "a", "group(tree(a, b), x)"],
  ])("%s", (_title, root, id, expected) => {
    expect(after(root, (c) => insertAlongside(c, id, x))).toBe(expected);
  });

  it("adds to a group that is selected as a whole", () => {
    expect(after(chain("a", group("b", "c")), onKind("alongside", "group"))).toBe(
      "chain(a, group(b, c, x))",
    );
  });
});

describe("join", () => {
  it("makes a group a chord", () => {
    expect(after(group("a", "b"), onKind("join", "group"))).toBe("chord([a, b], x)");
  });

  it("joins the group that a member is in", () => {
    expect(after(chain("s", group("a", "b")), (c) => join(c, "b", x))).toBe(
      "chain(s, chord([a, b], x))",
    );
  });

  it("keeps the name", () => {
    const named = { ...group("a", "b"), name: "Pages" };
    expect(after(named, onKind("join", "group"))).toBe("Pages:chord([a, b], x)");
  });

  it("leaves callbacks with the group they hang on", () => {
    const linked = { ...group("a", "b"), onFailure: [task("e")] };
    expect(after(linked, onKind("join", "group"))).toBe("chain(group(a, b) !e, x)");
  });

  it.each([
    ["a lone task", task("a"), "a", /Add one alongside first/],
    ["a chord that has its body", chord(["a", "b"], "c"), "a", /has a body already/],
  ])("is refused for %s", (_title, root, id, reason) => {
    expect(after(root, (c) => join(c, id, x))).toMatch(reason);
  });
});

describe("insertInside", () => {
  it.each([
    ["a chain", chain("a", "b"), "chain" as const, "chain(a, b, x)"],
    ["a header", chord(["a"], "b"), "chord" as const, "chord([a, x], b)"],
    ["a tree", tree("a"), "tree" as const, "tree(a, x)"],
    ["a map, after its body", map("a"), "map" as const, "map(chain(a, x))"],
  ])("adds to %s", (_title, root, kind, expected) => {
    expect(after(root, (c) => insertInside(c, idOf(c.document, kind), x))).toBe(expected);
  });

  it("puts it first when asked", () => {
    expect(after(group("a", "b"), onKind("insideFirst", "group"))).toBe("group(x, a, b)");
  });

  it("is refused for a task", () => {
    expect(after(task("a"), (c) => insertInside(c, "a", x))).toMatch(/wrap it in a tree/);
  });
});

describe("addCallback", () => {
  it("hangs nodes on a node", () => {
    expect(after(task("a"), (c) => addCallback(c, { nodeId: "a", on: "onFailure" }, x))).toBe(
      "a !x",
    );
  });
});

describe("remove", () => {
  it.each([
    ["joins up a chain", chain("a", "b", "c"), "b", "chain(a, c)"],
    ["dissolves a chain of one", group(chain("a", "b"), "c"), "a", "group(b, c)"],
    ["dissolves a group of one", chain("a", group("b", "c")), "c", "chain(a, b)"],
    ["splices what comes up", chain("a", group("b", chain("c", "d"))), "b", "chain(a, c, d)"],
    ["makes a chord without body a group", chord(["a", "b"], "c"), "c", "group(a, b)"],
    ["makes a chord without header its body", chord(["a"], "b"), "a", "b"],
    ["keeps a header of one", chord(["a", "b"], "c"), "a", "chord([b], c)"],
    ["makes a tree without root a group", tree("a", "b", "c"), "a", "group(b, c)"],
    ["makes a tree without children its root", tree("a", "b"), "b", "a"],
    ["takes a map with its body", chain("a", map("b"), "c"), "b", "chain(a, c)"],
    ["empties the document", task("a"), "a", "nothing"],
    ["takes empty containers along", group(map("a")), "a", "nothing"],
  ])("%s", (_title, root, id, expected) => {
    expect(after(root, (c) => remove(c, [id]))).toBe(expected);
  });

  it("leaves a container that has a name", () => {
    const named = { ...group("a", "b"), name: "Pages" };
    expect(after(named, (c) => remove(c, ["a", "b"]))).toBe("Pages:group()");
  });

  it("leaves a container on which callbacks hang", () => {
    const linked = { ...chain("a", "b"), onSuccess: [task("ok")] };
    expect(after(linked, (c) => remove(c, ["a"]))).toBe("chain(b) +ok");
  });

  it("dissolves a container that stayed for the sake of its callback, with the callback", () => {
    const linked = { ...chain("a", "b"), onSuccess: [task("ok")] };
    expect(after(linked, (c) => remove(c, ["a", "ok"]))).toBe("b");
  });

  it("selects the neighbour that stays", () => {
    const focus = (root: WorkflowNode, ids: string[]) => {
      const outcome = remove(contextOf(root), ids);
      return outcome.ok && outcome.focusId;
    };
    expect(focus(chain("a", "b", "c"), ["b"])).toBe("c");
    expect(focus(chain("a", "b", "c"), ["c"])).toBe("b");
    expect(focus(chain("a", "b", "c"), ["b", "c"])).toBe("a");
    expect(focus(task("a"), ["a"])).toBeNull();
  });
});

describe("move", () => {
  const to = (verb: Verb, nodeId: string) => ({ verb, nodeId });
  it.each([
    ["within a chain", chain("a", "b", "c"), "a", to("then", "c"), "chain(b, c, a)"],
    ["out of a group", chain("s", group("a", "b")), "a", to("then", "s"), "chain(s, a, b)"],
    ["beside", chain("a", "b", "c"), "c", to("alongside", "b"), "chain(a, group(b, c))"],
    ["a body away", chord(["a", "b"], "c"), "c", to("alongside", "a"), "group(a, c, b)"],
  ])("moves %s", (_title, root, id, slot, expected) => {
    expect(after(root, (c) => move(c, id, slot))).toBe(expected);
  });

  it("dissolves a group that it puts into a group", () => {
    const root = group("a", chain(group("b", "c"), "d"));
    expect(
      after(root, (c) => {
        const inner = c.document.nodes["b"]?.parentId ?? "";
        return move(c, inner, to("alongside", "a"));
      }),
    ).toBe("group(a, b, c, d)");
  });

  it.each([
    ["into itself", "n1", to("then", "a"), /into itself/],
    ["to itself", "a", to("then", "a"), /to itself/],
  ])("is refused %s", (_title, id, slot, reason) => {
    expect(after(chain("a", "b"), (c) => move(c, id, slot))).toMatch(reason);
  });
});

describe("duplicate", () => {
  it.each([
    ["next in a chain", chain("a", "b"), "a", "chain(a, a, b)"],
    ["beside in a group", group("a", "b"), "a", "group(a, a, b)"],
    ["after the root", task("a"), "a", "chain(a, a)"],
  ])("puts a copy %s", (_title, root, id, expected) => {
    expect(after(root, (c) => duplicate(c, id))).toBe(expected);
  });
});

describe("wrap", () => {
  it.each([
    ["neighbours in a group", chain("a", "b", "c"), ["b", "c"], "group", "chain(a, group(b, c))"],
    ["all children, so that the kind changes", chain("a", "b"), ["a", "b"], "group", "group(a, b)"],
    [
      "in a chord, the last as body",
      chain("a", "b", "c"),
      ["a", "b", "c"],
      "chord",
      "chord([a, b], c)",
    ],
    ["a task in a tree", chain("a", "b"), ["a"], "tree", "chain(tree(a), b)"],
    ["neighbours in a map", chain("a", "b", "c"), ["b", "c"], "map", "chain(a, map(chain(b, c)))"],
    ["one in a group that was asked for", task("a"), ["a"], "group", "group(a)"],
  ] as const)("wraps %s", (_title, root, ids, kind, expected) => {
    expect(after(root, (c) => wrap(c, ids, kind))).toBe(expected);
  });

  it.each([
    ["nodes that are not neighbours", chain("a", "b", "c"), ["a", "c"], "group", /neighbours/],
    ["one node in a chord", task("a"), ["a"], "chord", /at least two/],
    ["a tree's root", tree("a", "b"), ["a"], "group", /Wrap the tree instead/],
  ] as const)("is refused for %s", (_title, root, ids, kind, reason) => {
    expect(after(root, (c) => wrap(c, ids, kind))).toMatch(reason);
  });
});

describe("unwrap", () => {
  const unwrapKind =
    (kind: WorkflowNode["kind"]): Do =>
    (context) =>
      unwrap(context, idOf(context.document, kind));
  it.each([
    ["a group in a chain", chain("a", group("b", "c")), "group", "chain(a, b, c)"],
    ["a map", map("a"), "map", "a"],
    ["a chord into group and body", chord(["a", "b"], "c"), "chord", "chain(group(a, b), c)"],
    ["a tree in a group", group(tree("a", "b"), "c"), "tree", "group(a, b, c)"],
  ] as const)("unwraps %s", (_title, root, kind, expected) => {
    expect(after(root, unwrapKind(kind))).toBe(expected);
  });

  it("is refused where there is room for one only", () => {
    expect(after(chain("a", "b"), unwrapKind("chain"))).toMatch(/room for one/);
  });

  it("is refused when callbacks would be lost", () => {
    const linked = { ...group("a", "b"), onFailure: [task("e")] };
    expect(after(chain("s", linked), unwrapKind("group"))).toMatch(/Callbacks hang/);
  });
});
