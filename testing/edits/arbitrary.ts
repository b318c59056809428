/** Random workflows for the tests of this folder. */
import fc from "fast-check";
import type { Json, Signature, Workflow, WorkflowNode } from "@/core/node";

const json = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;
const text = fc.constantFrom("fetch", "resize", "ocr", "merge");

function withSome(shape: { [key: string]: fc.Arbitrary<unknown> }) {
  return fc.record(shape, { requiredKeys: [] });
}

const signature = fc
  .tuple(
    text,
    withSome({
      args: fc.array(json, { maxLength: 3 }),
      kwargs: fc.dictionary(text, json, { maxKeys: 2 }),
      immutable: fc.boolean(),
      label: text,
      optional: fc.boolean(),
      options: fc.record({ attempts: fc.nat(5), queue: text }, { requiredKeys: [] }),
    }),
  )
  .map(([task, rest]) => ({ ...rest, kind: "task", task }) as Signature);

/** A lone task without arguments, as the palette inserts it. */
export const plainTask: fc.Arbitrary<Signature> = text.map((task) => ({ kind: "task", task }));

const { node } = fc.letrec<{ node: WorkflowNode }>((tie) => {
  const nodes = fc.array(tie("node"), { maxLength: 3 });
  const settings = withSome({ name: text, delayMs: fc.nat(), optional: fc.boolean() });
  const container = (shape: { [key: string]: fc.Arbitrary<unknown> }) =>
    fc
      .tuple(settings, withSome({ onSuccess: nodes, onFailure: nodes }), fc.record(shape))
      .map(
        ([set, callbacks, rest]) => ({ ...set, ...callbacks, ...rest }) as unknown as WorkflowNode,
      );
  const kind = (name: string) => fc.constant(name);
  return {
    node: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      signature,
      container({ kind: kind("chain"), children: nodes }),
      container({ kind: kind("group"), children: nodes }),
      container({ kind: kind("chord"), header: nodes, body: tie("node") }),
      container({ kind: kind("tree"), root: signature, children: nodes }),
      container({ kind: kind("map"), body: tie("node"), window: fc.nat() }),
    ),
  };
});

export const workflow: fc.Arbitrary<Workflow> = fc.record({
  version: fc.constant(1 as const),
  name: text,
  root: node,
});

export const anyNode = node;

/** Ids `n1`, `n2` and so on, the same in each test. */
export function countingIds(): () => string {
  let count = 0;
  return () => `n${(count += 1)}`;
}
