import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countingIds, workflow } from "@/testing/edits/arbitrary";
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
import type { WorkflowNode } from "@/core/node";
import { insert, moveAll } from "./commands";
import { fromWorkflow } from "./document";
import { applyEdit, isEmptyEdit } from "./edit";
import { faultsOf } from "./rules";
import { legalSlotsFor, slotsFor, slotsForNew, whyNotOn } from "./slots";

/** Every legal slot with what it makes, callbacks apart. */
function results(root: WorkflowNode, ids: string[]): string[] {
  const context = contextOf(root);
  return legalSlotsFor(context.document, ids)
    .filter(({ verb }) => verb !== "onSuccess" && verb !== "onFailure")
    .map(({ words, ...slot }) => `${words}: ${resultOf(context, moveAll(context, ids, slot))}`);
}

describe("slotsFor", () => {
  it("offers every place of a chain once, in run order", () => {
    expect(results(chain("a", "b", "c"), ["a"])).toEqual([
      "runs in parallel with b: chain(group(b, a), c)",
      "runs after b: chain(b, a, c)",
      "runs in parallel with c: chain(b, group(c, a))",
      "runs after c: chain(b, c, a)",
      "runs in parallel with Chain: group(chain(b, c), a)",
    ]);
  });

  it("offers the places around and in a group", () => {
    expect(results(chain("a", group("b", "c")), ["a"])).toEqual([
      "comes first in Group: group(a, b, c)",
      "runs before b: group(chain(a, b), c)",
      "runs in parallel with b: group(b, a, c)",
      "runs after b: group(chain(b, a), c)",
      "runs before c: group(b, chain(a, c))",
      "runs in parallel with c: group(b, c, a)",
      "runs after c: group(b, chain(c, a))",
      "becomes the body of Group: chord([b, c], a)",
    ]);
  });

  it("moves a selection as one, in its order", () => {
    expect(results(chain("a", "b", "c"), ["b", "a"])).toEqual([
      "runs in parallel with c: group(c, chain(a, b))",
      "runs after c: chain(c, a, b)",
    ]);
  });

  it.each([
    [
      "a chord",
      chain("x", chord(["a", "b"], "c")),
      "x",
      "runs before c: chord([a, b], chain(x, c))",
    ],
    ["an empty container", chain("x", "y", group()), "x", "goes into Group: chain(y, group(x))"],
    ["a map", chain("x", map("a")), "x", "runs after a: map(chain(a, x))"],
    ["a tree", chain("x", tree("a", "b")), "x", "comes first in Tree: tree(a, x, b)"],
  ])("offers the places of %s", (_title, root, id, expected) => {
    expect(results(root, [id])).toContain(expected);
  });

  it("offers to hang a node on another", () => {
    const { document } = contextOf(chain("a", "b"));
    expect(legalSlotsFor(document, ["a"])).toContainEqual(
      expect.objectContaining({ verb: "onFailure", nodeId: "b", words: "runs when b failed" }),
    );
  });

  it("says of the place where a node is that it is there", () => {
    const { document } = contextOf(chain("a", "b", "c"));
    const refused = slotsFor(document, ["b"]).filter(({ refusal }) => refusal !== null);
    expect(refused).toEqual([
      { verb: "then", nodeId: "a", words: "runs after a", refusal: "It is here already." },
    ]);
  });

  it("has none for the outermost node", () => {
    const { document } = contextOf(chain("a", "b"));
    expect(slotsFor(document, [document.rootId ?? ""])).toEqual([]);
  });

  it("offers a folded container as a whole", () => {
    const { document } = contextOf(chain("a", group("b", "c")));
    const folded = idOf(document, "group");
    const drawn = {
      has: (id: string) => id !== "b" && id !== "c",
      isFolded: (id: string) => id === folded,
    };
    const slots = legalSlotsFor(document, ["a"], drawn);
    expect(slots.map(({ words }) => words)).toContain("goes into Group");
    expect(slots.every(({ nodeId }) => nodeId === folded)).toBe(true);
  });

  it("offers only moves that change something and leave a sound document, each once", () => {
    fc.assert(
      fc.property(workflow, fc.nat(), (given, at) => {
        const document = fromWorkflow(given, countingIds());
        const ids = Object.keys(document.nodes);
        fc.pre(ids.length <= 40);
        const id = ids[at % ids.length] ?? "";
        const results = legalSlotsFor(document, [id]).map((slot) => {
          const createId = countingIds();
          const fresh = () => `fresh-${createId()}`;
          const outcome = moveAll({ document, createId: fresh }, [id], slot);
          if (!outcome.ok) throw new Error(outcome.reason);
          expect(isEmptyEdit(outcome.edit)).toBe(false);
          const after = applyEdit(document, outcome.edit);
          expect(faultsOf(after)).toEqual([]);
          return JSON.stringify([after.rootId, Object.entries(after.nodes).toSorted()]);
        });
        expect(new Set(results).size).toBe(results.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe("whyNotOn", () => {
  it("says why a container does not go into itself", () => {
    const { document } = contextOf(chain("a", group("b", "c")));
    const container = idOf(document, "group");
    expect(whyNotOn(document, [container], "b")).toBe("Group cannot be moved into itself.");
    expect(whyNotOn(document, [container], "a")).toBeNull();
    expect(whyNotOn(document, ["a"], "a")).toBe("It is here already.");
    expect(whyNotOn(document, [task("z").id ?? ""], "a")).toBeNull();
  });
});

describe("slotsForNew", () => {
  it("offers every place once, and each can be taken", () => {
    const context = contextOf(chain("a", group("b", "c")));
    const slots = slotsForNew(context.document, task("new")).filter(
      ({ verb }) => verb !== "onSuccess" && verb !== "onFailure",
    );
    const made = slots.map(({ words, verb, nodeId }) => {
      const outcome = insert(context, { verb, nodeId }, task("new"));
      return `${words}: ${resultOf(context, outcome)}`;
    });
    expect(new Set(made).size).toBe(slots.length);
    expect(made).toContain("runs before a: chain(new, a, group(b, c))");
    expect(made).toContain("runs in parallel with c: chain(a, group(b, c, new))");
    expect(made).toContain("becomes the body of Group: chain(a, chord([b, c], new))");
  });
});
