import { describe, expect, it } from "vitest";
import { compile } from "@/core/compile/index";
import { callbacksOf, membersOf, type WorkflowNode } from "@/core/node";
import { DEFAULT_LIMITS } from "@/core/problem";
import type { TaskInfo } from "@/core/task";
import { validateWorkflow } from "@/core/validate";
import { createRandom } from "./random";
import { randomWorkflow } from "./random-workflow";
import { rowsOf } from "./rows";

const ECHO: TaskInfo = {
  ...{ name: "flow.echo", description: "Gives back what it got", queue: "default" },
  params: { type: "object", properties: { value: { default: null } }, required: [] },
  ...{ result: {}, defaults: {}, totalSteps: 1, workers: ["w1"] },
};

const seeds = Array.from({ length: 200 }, (_, seed) => seed);
const draw = (seed: number) => randomWorkflow(createRandom(seed), { maxNodes: 20, maxDepth: 5 });

function all(node: WorkflowNode): WorkflowNode[] {
  return [node, ...[...membersOf(node), ...callbacksOf(node)].flatMap((one) => all(one.node))];
}

describe("random workflows", () => {
  it("are valid", () => {
    for (const seed of seeds) {
      const problems = validateWorkflow(draw(seed), { tasks: [ECHO], limits: DEFAULT_LIMITS });
      expect(
        problems.filter((problem) => problem.severity === "error"),
        `seed ${seed}`,
      ).toEqual([]);
    }
  });

  it("are the same for the same seed", () => {
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it("use every kind and every flag", () => {
    const nodes = seeds.flatMap((seed) => all(draw(seed).root));
    const used = new Set(nodes.flatMap((node) => [node.kind, ...Object.keys(node)]));
    for (const word of ["task", "chain", "group", "chord", "tree", "map", "immutable", "over"])
      expect(used).toContain(word);
    for (const word of ["optional", "onSuccess", "onFailure", "passResult", "chunkSize"])
      expect(used).toContain(word);
    expect(nodes.some((node) => node.kind === "group" && node.children.length === 0)).toBe(true);
  });

  it("have the rows that a compiled plan has", () => {
    for (const seed of seeds) {
      const { nodes } = compile(draw(seed));
      const rows = nodes.map(({ element: _element, range: _range, exit: _exit, ...row }) => row);
      expect(rows, `seed ${seed}`).toEqual(rowsOf(draw(seed).root));
    }
  });
});
