/** What a stored run depends on of the compiler, as one text: the numbers, links and payloads of its plan. */
import { createHash } from "node:crypto";
import { compile, compileBirth, compileCopies } from "@/core/compile";
import type { Workflow } from "@/core/node";
import { planTexts } from "@/engine/plan-text";

/** Of the plan of a workflow, of its root as a birth, and of the copies of its maps. */
export function planHash(workflow: Workflow): string {
  const plan = compile(workflow);
  const at = { base: 100, parentId: "p", shielded: false, exitTo: 7 };
  const born = compileBirth(workflow.root, { ...at, index: 0 });
  const copies = plan.elements.flatMap((element) =>
    element.kind === "map" ? [compileCopies(element.node, [1, null], at)] : [],
  );
  const texts = [plan, born, ...copies].map(({ nodes, starts, exit, size, ...each }) => ({
    ...{ nodes, starts, exit, size },
    texts: [...planTexts({ nodes, starts, exit, size, ...each })],
  }));
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex");
}
