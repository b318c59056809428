import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WorkflowNode } from "@/core/node";
import { anyNode, countingIds, plainTask, workflow } from "@/testing/edits/arbitrary";
import * as commands from "./commands";
import type { EditContext, Outcome } from "./commands";
import { emptyDocument, fromWorkflow, toWorkflow, type EditorDocument } from "./document";
import { idsOf, isPinned } from "./draft";
import { applyEdit, invertEdit, isEmptyEdit, squashEdits, type Edit } from "./edit";
import { VERBS, type Slot, type Verb } from "./place";
import { faultsOf } from "./rules";
import { shift } from "./shift";
import { rename, setArguments, setFlag } from "./settings";

const EVERY_VERB: Verb[] = [...VERBS, "onSuccess", "onFailure"];
const SHIFTS = ["earlier", "later", "out", "in"] as const;
const KINDS = ["chain", "group", "chord", "tree", "map"] as const;

const NAMES = [
  "insert",
  "insert",
  "insert",
  "move",
  "remove",
  "duplicate",
  "wrap",
  "unwrap",
  "moveAll",
  "duplicateAll",
  "insertAll",
  "unwrapAll",
  "shift",
  "arguments",
  "flag",
  "rename",
] as const;

function operationOf(names: readonly (typeof NAMES)[number][], node: fc.Arbitrary<WorkflowNode>) {
  return fc.record({
    name: fc.constantFrom(...names),
    verb: fc.constantFrom(...EVERY_VERB),
    kind: fc.constantFrom(...KINDS),
    a: fc.nat(),
    b: fc.nat(),
    node,
  });
}

const operation = operationOf(
  NAMES,
  fc.oneof({ weight: 3, arbitrary: plainTask }, { weight: 1, arbitrary: anyNode }),
);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

const done = (edit: Edit): Outcome => ({ ok: true, edit, focusId: null });

function perform(context: EditContext, op: Operation): Outcome {
  const { document } = context;
  const ids = Object.keys(document.nodes);
  const pick = (at: number) => ids[at % ids.length] ?? "";
  const [a, b] = [pick(op.a), pick(op.b)];
  const slot: Slot = ids.length === 0 ? { verb: "first" } : { verb: op.verb, nodeId: b };
  if (ids.length === 0 || op.name === "insert") return commands.insert(context, slot, op.node);
  const isTask = document.nodes[a]?.own.kind === "task";
  switch (op.name) {
    case "move":
      return commands.move(context, a, slot);
    case "remove":
      return commands.remove(context, op.a % 3 === 0 ? [a, b] : [a]);
    case "duplicate":
      return commands.duplicate(context, a);
    case "wrap":
      return commands.wrap(context, op.b % 2 === 0 ? [a] : siblings(document, a), op.kind);
    case "unwrap":
      return commands.unwrap(context, a);
    case "moveAll":
      return commands.moveAll(context, siblings(document, a), slot);
    case "duplicateAll":
      return commands.duplicateAll(context, siblings(document, a));
    case "insertAll":
      return commands.insertAll(context, slot, {
        nodes: [op.node, op.node],
        relation: op.a % 2 === 0 ? "chain" : "group",
      });
    case "unwrapAll":
      return commands.unwrapAll(context, [a, b]);
    case "shift":
      return shift(context, siblings(document, a), SHIFTS[op.b % SHIFTS.length] ?? "out");
    case "arguments":
      return isTask
        ? done(setArguments(document, a, { args: [op.a], kwargs: { y: op.b } }))
        : done(rename(document, a, ""));
    case "flag":
      return done(setFlag(document, a, { flag: "optional", on: op.b % 2 === 0 }));
    default:
      return done(rename(document, a, op.b % 2 === 0 ? "" : "Named"));
  }
}

function siblings(document: EditorDocument, id: string): string[] {
  const { parentId, role } = document.nodes[id] ?? {};
  const parent = parentId ? document.nodes[parentId] : undefined;
  return parent && role ? [...idsOf(parent, role)].slice(0, 2) : [id];
}

/** Applies the operations one after the other; checks each step; gives every document and edit. */
function performAll(start: EditorDocument, operations: readonly Operation[]) {
  const createId = countingIds();
  const documents = [start];
  const edits: Edit[] = [];
  let document = start;
  for (const op of operations) {
    const outcome = perform({ document, createId }, op);
    if (!outcome.ok) {
      expect(outcome.reason).toMatch(/\.$/);
      continue;
    }
    document = applyEdit(document, outcome.edit);
    if (outcome.focusId !== null) expect(document.nodes).toHaveProperty([outcome.focusId]);
    for (const id of outcome.selectIds ?? []) expect(document.nodes).toHaveProperty([id]);
    edits.push(outcome.edit);
    documents.push(document);
  }
  return { documents, edits, document };
}

// Each run is up to 25 commands, and every one of them is checked.
const RUNS = { numRuns: 150 };

describe("any sequence of commands", () => {
  it("leaves a sound document after each of them", () => {
    fc.assert(
      fc.property(workflow, fc.array(operation, { maxLength: 25 }), (given, operations) => {
        const { documents } = performAll(fromWorkflow(given, countingIds()), operations);
        for (const document of documents) expect(faultsOf(document)).toEqual([]);
        const last = documents.at(-1);
        if (last && last.rootId !== null) expect(toWorkflow(last)).not.toBeNull();
      }),
      RUNS,
    );
  });

  it("is taken back exactly by the inverse edits, one by one", () => {
    fc.assert(
      fc.property(workflow, fc.array(operation, { maxLength: 25 }), (given, operations) => {
        const { documents, edits } = performAll(fromWorkflow(given, countingIds()), operations);
        let document = documents.at(-1) as EditorDocument;
        for (let at = edits.length - 1; at >= 0; at -= 1) {
          document = applyEdit(document, invertEdit(edits[at] as Edit));
          expect(document).toEqual(documents[at]);
        }
      }),
      RUNS,
    );
  });

  it("does the same as its squashed edit, both ways", () => {
    fc.assert(
      fc.property(workflow, fc.array(operation, { maxLength: 15 }), (given, operations) => {
        const start = fromWorkflow(given, countingIds());
        const { edits, document } = performAll(start, operations);
        const whole = squashEdits(edits);
        expect(applyEdit(start, whole)).toEqual(document);
        expect(applyEdit(document, invertEdit(whole))).toEqual(start);
      }),
      RUNS,
    );
  });

  it("leaves no container that is not needed when a person places, moves and removes tasks", () => {
    const plain = operationOf(["insert", "insert", "move", "moveAll", "remove"], plainTask);
    fc.assert(
      fc.property(fc.array(plain, { maxLength: 30 }), (operations) => {
        const { document } = performAll(emptyDocument(), operations);
        expect(needlessIn(document)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

/** Containers with less than two members, and chains in chains or groups in groups, unless pinned. */
function needlessIn(document: EditorDocument): string[] {
  return Object.values(document.nodes).flatMap((node) => {
    const { kind } = node.own;
    if ((kind !== "chain" && kind !== "group") || isPinned(node)) return [];
    const parent = node.parentId === null ? undefined : document.nodes[node.parentId];
    const count = idsOf(node, "child").length;
    if (count < 2) return [`${kind} ${node.id} has ${count} members`];
    const isNested = parent?.own.kind === kind && node.role === "child";
    return isNested ? [`${kind} ${node.id} lies in a ${kind}`] : [];
  });
}

describe("applyEdit", () => {
  it("leaves the records alone that the edit does not name", () => {
    const document = fromWorkflow(
      { version: 1, name: "w", root: { kind: "group", children: [task("a"), task("b")] } },
      countingIds(),
    );
    const after = applyEdit(document, setArguments(document, "a", { kwargs: { x: 1 } }));
    expect(after.nodes["b"]).toBe(document.nodes["b"]);
    expect(after.nodes["n1"]).toBe(document.nodes["n1"]);
    expect(after.nodes["a"]).not.toBe(document.nodes["a"]);
  });

  it("gives the same document back for an edit without changes", () => {
    const document = emptyDocument();
    const nothing = squashEdits([]);
    expect(isEmptyEdit(nothing)).toBe(true);
    expect(applyEdit(document, nothing)).toBe(document);
  });
});

function task(id: string) {
  return { kind: "task" as const, id, task: id };
}
