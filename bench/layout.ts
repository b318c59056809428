/**
 * How long does the layout take? 10,000 nodes are to be laid out within 50 ms, and twice as many nodes
 * are to take about twice as long.
 */
import { layout } from "@/core/layout/layout";
import { layoutTreeOfWorkflow } from "@/core/layout/tree";
import { NO_FOLDS } from "@/core/layout/types";
import { printMachine, printRows } from "./lib/report";
import { median } from "./lib/stats";
import { nestedWorkflow } from "./lib/workflows";

const ROUNDS = 30;

/** Median of many rounds, after some that let the engine compile. */
function timeOf(count: number): { boxes: number; ms: number; treeMs: number } {
  const workflow = nestedWorkflow(count);
  const times: number[] = [];
  const trees: number[] = [];
  let boxes = 0;
  for (let round = -10; round < ROUNDS; round++) {
    const from = performance.now();
    const tree = layoutTreeOfWorkflow(workflow);
    const made = performance.now();
    ({ length: boxes } = layout(tree, { folds: NO_FOLDS, direction: "down" }).boxes);
    if (round < 0) continue;
    trees.push(made - from);
    times.push(performance.now() - made);
  }
  return { boxes, ms: median(times), treeMs: median(trees) };
}

printMachine([]);
const small = timeOf(5_000);
const large = timeOf(10_000);
const huge = timeOf(20_000);
printRows([
  { what: `Layout of ${large.boxes} nodes`, value: large.ms, target: 50 },
  { what: `The tree of ${large.boxes} nodes for it`, value: large.treeMs },
  {
    what: `Layout of ${huge.boxes} nodes`,
    value: huge.ms,
    beside: { name: `${large.boxes} nodes`, value: large.ms },
  },
  {
    what: `Layout of ${large.boxes} nodes`,
    value: large.ms,
    beside: { name: `${small.boxes} nodes`, value: small.ms },
  },
]);
