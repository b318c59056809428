import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  insertThen,
  insertAlongside,
  move,
  remove,
  wrap,
  join,
  unwrap,
} from "@/core/edits/commands";
import type { EditContext, Outcome } from "@/core/edits/commands";
import { fromWorkflow, type EditorDocument } from "@/core/edits/document";
import { applyEdit, type Edit } from "@/core/edits/edit";
import { faultsOf } from "@/core/edits/rules";
import { rename, renameWorkflow, setArguments } from "@/core/edits/settings";
import { workflow } from "@/testing/edits/arbitrary";
import { chain, contextOf, group, idOf, sketchOf, task } from "@/testing/edits/builders";
import { randomEdits } from "@/testing/edits/random-edits";
import { merge, type Side } from "./index";
import { isSame } from "./same";

type Change = (context: EditContext) => Outcome | Edit;

/** What both make of the same document. */
function versionsOf(root: Parameters<typeof contextOf>[0], mine: Change[], theirs: Change[]) {
  const { document: base } = contextOf(root);
  const edited = (changes: Change[], by: string) => {
    let made = 0;
    let document = base;
    for (const change of changes) {
      const outcome = change({ document, createId: () => `${by}${(made += 1)}` });
      if ("ok" in outcome && !outcome.ok) throw new Error(outcome.reason);
      document = applyEdit(document, "ok" in outcome ? outcome.edit : outcome);
    }
    return document;
  };
  return { base, mine: edited(mine, "m"), theirs: edited(theirs, "t") };
}

const args =
  (id: string, ...values: number[]): Change =>
  ({ document }) =>
    setArguments(document, id, { args: values });
const kwargs =
  (id: string, given: { [name: string]: number }): Change =>
  ({ document }) =>
    setArguments(document, id, { kwargs: given });
const then =
  (id: string, name: string): Change =>
  (context) =>
    insertThen(context, id, task(name));
const beside =
  (id: string, name: string): Change =>
  (context) =>
    insertAlongside(context, id, task(name));
const without =
  (id: string): Change =>
  (context) =>
    remove(context, [id]);

describe("what both did goes together", () => {
  it.each<[title: string, mine: Change[], theirs: Change[], merged: string]>([
    ["arguments here, a task there", [args("a", 1)], [then("b", "x")], "chain(a, b, x, c)"],
    ["tasks in two places", [then("a", "x")], [then("c", "y")], "chain(a, x, b, c, y)"],
    [
      "tasks in one place, by their ids",
      [then("a", "y")],
      [then("a", "x")],
      "chain(a, x, y, b, c)",
    ],
    ["the same task taken out", [without("b")], [without("b")], "chain(a, c)"],
    ["a task taken out, another put behind it", [without("b")], [then("b", "x")], "chain(a, x, c)"],
    [
      "one wrapped, arguments changed",
      [beside("b", "x")],
      [args("b", 2)],
      "chain(a, group(b, x), c)",
    ],
    [
      "order changed, a task put in",
      [(context) => move(context, "c", { verb: "before", nodeId: "a" })],
      [then("a", "x")],
      "chain(c, a, x, b)",
    ],
  ])("%s", (_, mine, theirs, expected) => {
    const versions = versionsOf(chain("a", "b", "c"), mine, theirs);
    const { document, conflicts } = merge(versions);
    expect(conflicts).toEqual([]);
    expect(sketchOf(document)).toBe(expected);
    const other = merge({ ...versions, mine: versions.theirs, theirs: versions.mine });
    expect(isSame(other.document, document)).toBe(true);
  });

  it("members put into a group that became a chord", () => {
    const versions = versionsOf(
      group("a", "b"),
      [(context) => join(context, idOf(context.document, "group"), task("z"))],
      [beside("b", "x")],
    );
    const { document, conflicts } = merge(versions);
    expect(conflicts).toEqual([]);
    expect(sketchOf(document)).toBe("chord([a, b, x], z)");
  });

  it("different arguments of one call, by name", () => {
    const versions = versionsOf(task("a"), [kwargs("a", { x: 1 })], [kwargs("a", { y: 2 })]);
    const { document, conflicts } = merge(versions);
    expect(conflicts).toEqual([]);
    expect(document.nodes["a"]?.own).toMatchObject({ kwargs: { x: 1, y: 2 } });
  });

  it("the workflow's name here, a node's there", () => {
    const versions = versionsOf(
      task("a"),
      [({ document }) => renameWorkflow(document, "New")],
      [({ document }) => rename(document, "a", "First")],
    );
    const { document } = merge(versions);
    expect(document).toMatchObject({ name: "New", nodes: { a: { own: { label: "First" } } } });
  });
});

describe("a conflict", () => {
  it("of arguments names the node and the field, and takes what is chosen", () => {
    const versions = versionsOf(chain("a", "b"), [args("a", 1), args("b", 5)], [args("a", 2)]);
    const { open, document } = merge(versions);
    expect(open).toEqual([{ id: "content a", about: "content", nodeIds: ["a"], fields: ["args"] }]);
    expect(document.nodes["a"]?.own).toMatchObject({ args: [1] });
    const chosen = merge(versions, new Map([["content a", "theirs"]]));
    expect(chosen.open).toEqual([]);
    expect(chosen.document.nodes["a"]?.own).toMatchObject({ args: [2] });
    expect(chosen.document.nodes["b"]?.own).toMatchObject({ args: [5] });
  });

  it("of a task that one deleted and the other changed keeps it or not, as chosen", () => {
    const versions = versionsOf(chain("a", "b", "c"), [without("b")], [args("b", 2)]);
    const { open } = merge(versions);
    expect(open).toMatchObject([{ id: "place b", about: "place", nodeIds: ["b"] }]);
    const as = (side: Side) => sketchOf(merge(versions, new Map([["place b", side]])).document);
    expect([as("mine"), as("theirs")]).toEqual(["chain(a, c)", "chain(a, b, c)"]);
  });

  it("of a container that one took apart and the other added to is one question", () => {
    const versions = versionsOf(
      chain("a", group("b", "c")),
      [(context) => unwrap(context, idOf(context.document, "group"))],
      [beside("c", "x")],
    );
    const { open } = merge(versions);
    expect(open).toHaveLength(1);
    const as = (side: Side) => {
      const { document, open: left } = merge(versions, new Map([[open[0]?.id ?? "", side]]));
      expect(left).toEqual([]);
      return sketchOf(document);
    };
    expect([as("mine"), as("theirs")]).toEqual([
      sketchOf(versions.mine),
      "chain(a, group(b, c, x))",
    ]);
  });

  it("of two places for one task takes the chosen one", () => {
    const to =
      (target: string): Change =>
      (context) =>
        move(context, "a", { verb: "then", nodeId: target });
    const versions = versionsOf(chain("a", group("b", "c"), "d"), [to("b")], [to("c")]);
    const { open } = merge(versions);
    for (const side of ["mine", "theirs"] as const) {
      const choices = new Map(open.map(({ id }) => [id, side]));
      expect(sketchOf(merge(versions, choices).document)).toBe(sketchOf(versions[side]));
    }
  });

  it("of the workflow's name", () => {
    const versions = versionsOf(
      task("a"),
      [({ document }) => renameWorkflow(document, "Mine")],
      [({ document }) => renameWorkflow(document, "Theirs")],
    );
    expect(merge(versions).open).toMatchObject([{ id: "name" }]);
    expect(merge(versions, new Map([["name", "theirs"]])).document.name).toBe("Theirs");
  });

  it("of two containers around the whole is settled for both sides", () => {
    const around =
      (kind: "chain" | "group"): Change =>
      (context) =>
        wrap(context, ["a"], kind);
    const versions = versionsOf(task("a"), [around("chain")], [around("group")]);
    const { open } = merge(versions);
    expect(open.length).toBeGreaterThan(0);
    const choices = new Map(open.map(({ id }) => [id, "theirs" as const]));
    expect(sketchOf(merge(versions, choices).document)).toBe("group(a)");
  });
});

const RUNS = Number(process.env["MERGE_RUNS"] ?? 200);

const edits = fc.record({ seed: fc.nat(), count: fc.integer({ min: 0, max: 6 }) });
const three = fc.record({ workflow, a: edits, b: edits }).map(({ workflow: drawn, a, b }) => {
  let made = 0;
  const base = fromWorkflow(drawn, () => `b${(made += 1)}`);
  const mine = randomEdits(base, { ...a, by: "m" });
  return { base, mine, theirs: randomEdits(base, { ...b, by: "t" }) };
});

/** Chooses until nothing is open. */
function settle(versions: Parameters<typeof merge>[0], sideOf: (id: string) => Side) {
  const choices = new Map<string, Side>();
  for (let rounds = 0; rounds < 50; rounds += 1) {
    const merged = merge(versions, choices);
    if (merged.open.length === 0) return merged.document;
    for (const { id } of merged.open) choices.set(id, sideOf(id));
  }
  throw new Error("There is always another conflict");
}

describe("any two versions", () => {
  it("of which one is the base give the other", () => {
    fc.assert(
      fc.property(three, ({ base, mine }) => {
        const one = merge({ base, mine, theirs: base });
        const other = merge({ base, mine: base, theirs: mine });
        expect([one.conflicts, other.conflicts]).toEqual([[], []]);
        expect(isSame(one.document, mine)).toBe(true);
        expect(isSame(other.document, mine)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it("that are the same give it", () => {
    fc.assert(
      fc.property(three, ({ base, mine }) => {
        const { document, conflicts } = merge({ base, mine, theirs: structuredClone(mine) });
        expect(conflicts).toEqual([]);
        expect(isSame(document, mine)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it("merge to a sound document, whatever is chosen, and it ends", () => {
    fc.assert(
      fc.property(three, fc.nat(), (versions, seed) => {
        expect(faultsOf(merge(versions).document)).toEqual([]);
        const pick = (id: string): Side => ((id.length + seed) % 2 === 0 ? "mine" : "theirs");
        expect(faultsOf(settle(versions, pick))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it("merge to the same from either side, when there is no conflict", () => {
    fc.assert(
      fc.property(three, ({ base, mine, theirs }) => {
        const one = merge({ base, mine, theirs });
        const other = merge({ base, mine: theirs, theirs: mine });
        expect(other.conflicts.length > 0).toBe(one.conflicts.length > 0);
        if (one.conflicts.length > 0) return;
        expect(isSame(one.document, other.document)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it("lose nothing that was added or changed, when there is no conflict", () => {
    fc.assert(
      fc.property(three, (versions) => {
        const { document, conflicts } = merge(versions);
        if (conflicts.length > 0) return;
        expect(lostIn(document, versions)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it("all chosen of one side have the places of that side", () => {
    fc.assert(
      fc.property(three, (versions) => {
        const { conflicts } = merge(versions);
        if (conflicts.length === 0) return;
        for (const side of ["mine", "theirs"] as const) {
          const document = settle(versions, () => side);
          for (const { about, nodeIds } of conflicts) {
            if (about !== "place") continue;
            for (const id of nodeIds)
              expect(document.nodes[id]?.parentId).toBe(versions[side].nodes[id]?.parentId);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });
});

function lostIn(
  merged: EditorDocument,
  { base, mine, theirs }: Parameters<typeof merge>[0],
): string[] {
  return [mine, theirs].flatMap((side) =>
    Object.values(side.nodes).flatMap((node) => {
      const was = base.nodes[node.id];
      const is = merged.nodes[node.id];
      if (was === undefined && is === undefined) return [`${node.id} is gone`];
      if (is === undefined || was === undefined) return [];
      const own = node.own as unknown as { [key: string]: unknown };
      const before = was.own as unknown as { [key: string]: unknown };
      const after = is.own as unknown as { [key: string]: unknown };
      const lost = Object.keys(own).filter((key) => {
        if (["kwargs", "options"].includes(key) || isSame(own[key], before[key])) return false;
        return !isSame(own[key], after[key]);
      });
      return lost.map((key) => `${key} of ${node.id}`);
    }),
  );
}
