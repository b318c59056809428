import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WorkflowNode } from "@/core/node";
import { countingIds, workflow } from "@/testing/edits/arbitrary";
import { chain, chord, contextOf, group, resultOf, task, tree } from "@/testing/edits/builders";
import { fromWorkflow } from "./document";
import { applyEdit } from "./edit";
import { faultsOf } from "./rules";
import type { Verb } from "./place";
import { wireOffers } from "./wire-offers";

const named = (node: Exclude<WorkflowNode, { kind: "task" }>, id: string): WorkflowNode => ({
  ...node,
  id,
  name: id,
});
const deaf = (name: string): WorkflowNode => ({ ...task(name), immutable: true });

/** Each offer of a wire, and what it makes. */
function offered(root: WorkflowNode, wire: readonly [Verb, string, string]): string[] {
  const [verb, nodeId, target] = wire;
  const context = contextOf(root);
  return wireOffers(context.document, { verb, nodeId }, target).map(
    ({ label, command }) => `${label} => ${resultOf(context, command(context))}`,
  );
}

describe("wireOffers", () => {
  it("offers a copy where the wire leads, and to join, when the order is drawn with more between", () => {
    expect(offered(chain("a", "b", "c"), ["then", "a", "c"])).toEqual([
      "Duplicate c: the copy runs after a => chain(a, c, b, c)",
      "Join here: a runs in parallel with b, c after both => chain(group(b, a), c)",
    ]);
  });

  it("offers no join to what is waited for already", () => {
    expect(offered(chain(group("a", "b"), "c"), ["then", "a", "c"])).toEqual([
      "Duplicate c: the copy runs after a => chain(group(chain(a, c), b), c)",
    ]);
    expect(offered(chord(["a", "b"], "c"), ["then", "a", "c"])).toEqual([
      "Duplicate c: the copy runs after a => chord([chain(a, c), b], c)",
    ]);
  });

  it("takes a member out to join its own container, as long as that one stays", () => {
    const root = chain("x", named(group("a", "b", "c"), "pages"));
    expect(offered(root, ["then", "a", "pages"])[1]).toBe(
      "Join here: a runs in parallel with x, pages after both => chain(group(x, a), pages:group(b, c))",
    );
    expect(offered(named(group("a", "b"), "pages"), ["then", "a", "pages"])[1]).toBe(
      "Join here: a runs before pages => chain(a, pages:group(b))",
    );
  });

  it("joins the header of a chord for its body", () => {
    const root = chain("x", named(chord(["a", "b"], "c"), "all"));
    expect(offered(root, ["then", "x", "c"])).toContain(
      "Join here: x goes into all, c after both => all:chord([a, b, x], c)",
    );
  });

  it("offers a copy of a node after itself, and nothing else", () => {
    expect(offered(chain("a", "b"), ["then", "a", "a"])).toEqual([
      "Duplicate a: the copy runs after a => chain(a, a, b)",
    ]);
  });

  it.each<[string, WorkflowNode, string, string]>([
    ["a task", chain("a", deaf("b")), "a", "b"],
    ["the first of a chain", chain("a", named(chain(deaf("b"), "c"), "then")), "a", "then"],
    ["a body, from a header", chord([chain("x", "a"), "y"], deaf("b")), "a", "b"],
    [
      "a task, from the end of a chain",
      chain(named(chain("x", "a"), "first"), deaf("b")),
      "a",
      "b",
    ],
  ])("lets the result alone pass to %s that takes none", (_, root, from, target) => {
    const context = contextOf(root);
    const offers = wireOffers(context.document, { verb: "then", nodeId: from }, target);
    const offer = offers.find(({ kind }) => kind === "data");
    const title = target === "then" ? "then" : "b";
    expect(offer?.label).toBe(`Pass data only: ${title} takes the result of a`);
    const outcome = offer?.command(context);
    if (outcome?.ok !== true) throw new Error("It was refused");
    const { nodes } = applyEdit(context.document, outcome.edit);
    expect(nodes["b"]?.own).not.toHaveProperty("immutable");
    expect(Object.keys(outcome.edit.added)).toEqual([]);
  });

  it("lets a tree give its root's result to the branches", () => {
    const context = contextOf(named(tree("root", "x", deaf("y")), "t"));
    const start = { verb: "then", nodeId: "root" } as const;
    const offer = wireOffers(context.document, start, "y").find(({ kind }) => kind === "data");
    expect(offer?.label).toBe("Pass data only: y takes the result of root, as all branches do");
    const outcome = offer?.command(context);
    if (outcome?.ok !== true) throw new Error("It was refused");
    const { nodes } = applyEdit(context.document, outcome.edit);
    expect([nodes["t"]?.own, nodes["y"]?.own]).toMatchObject([{ passResult: true }, { task: "y" }]);
  });

  it("does not offer to pass what passes, or what never comes by", () => {
    const kinds = (root: WorkflowNode, from: string, target: string) =>
      wireOffers(contextOf(root).document, { verb: "then", nodeId: from }, target).map(
        ({ kind }) => kind,
      );
    expect(kinds(chain("a", "b"), "a", "b")).not.toContain("data");
    expect(kinds(chain("a", "b", deaf("c")), "a", "c")).not.toContain("data");
  });

  it("makes sound documents of whatever it is asked", () => {
    const verbs: Verb[] = ["then", "before", "alongside", "join", "inside"];
    fc.assert(
      fc.property(
        workflow,
        fc.nat(),
        fc.nat(),
        fc.constantFrom(...verbs),
        (drawn, from, to, verb) => {
          const createId = countingIds();
          const document = fromWorkflow(drawn, createId);
          const ids = Object.keys(document.nodes);
          const [nodeId, target] = [ids[from % ids.length] ?? "", ids[to % ids.length] ?? ""];
          for (const { command } of wireOffers(document, { verb, nodeId }, target)) {
            const outcome = command({ document, createId });
            if (!outcome.ok) throw new Error(`Offered and refused: ${outcome.reason}`);
            expect(faultsOf(applyEdit(document, outcome.edit))).toEqual([]);
          }
        },
      ),
    );
  });
});
