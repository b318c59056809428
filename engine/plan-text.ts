/** The plan as it is stored: one field an element, a line for the scripts and the payload for the worker. */
import type { Json, Signature } from "@/core/node";
import type { Link, Plan, PlanElement } from "@/core/plan";

/** What a worker needs to execute a step or to unfold a map. */
export interface StepPayload {
  nodeId: string;
  signature?: Pick<Signature, "task" | "args" | "kwargs" | "options">;
  /** What is received, where it is a literal. */
  received?: { value: Json };
}

const list = (links: Link[]) => (links.length > 0 ? links : undefined);

function flags({ optional, shielded }: PlanElement): string | undefined {
  return (optional ? "o" : "") + (shielded ? "s" : "") || undefined;
}

/** The names are those of engine/lua/README.md. JSON.stringify leaves out what is undefined. */
function head(element: PlanElement, number: number, plan: Plan) {
  const common = {
    n: element.need || undefined,
    x: list(element.next),
    o: list(element.onSuccess),
    b: list(element.onFailure),
    f: flags(element),
    d: element.delayMs,
    t: element.etaMs,
    l: element.pool,
    g: element.scope,
  };
  switch (element.kind) {
    case "step":
      return {
        ...common,
        i: element.input,
        q: element.queue,
        y: element.priority,
        xp: element.expiresMs,
      };
    case "map":
      return { ...common, k: "m", i: element.input, X: element.exit };
    case "join": {
      const entry =
        element.entry === undefined ? undefined : plan.elements[element.entry - plan.base];
      return {
        ...common,
        k: "j",
        u: element.value,
        e: element.entry,
        m: entry?.kind === "map" && number === entry.exit ? element.entry : undefined,
        v: element.visible ? 1 : undefined,
      };
    }
  }
}

function payload(element: PlanElement, nodeId: string | undefined): StepPayload | undefined {
  if (element.kind === "join" || nodeId === undefined) return undefined;
  const received = element.received === undefined ? {} : { received: element.received };
  if (element.kind === "map") return { nodeId, ...received };
  const { task, args, kwargs, options } = element.signature;
  return {
    nodeId,
    signature: {
      task,
      ...(args?.length ? { args } : {}),
      ...(kwargs && Object.keys(kwargs).length > 0 ? { kwargs } : {}),
      ...(options ? { options } : {}),
    },
    ...received,
  };
}

/** The pairs `number, text` of a plan, in order. */
export function* planTexts(plan: Plan): Generator<[string, string]> {
  const nodeIds = new Map<number, string>();
  for (const node of plan.nodes) if (node.element !== null) nodeIds.set(node.element, node.id);
  for (const [index, element] of plan.elements.entries()) {
    const number = plan.base + index;
    const behind = payload(element, nodeIds.get(number));
    const text = `${JSON.stringify(head(element, number, plan))}\n${behind ? JSON.stringify(behind) : ""}`;
    yield [String(number), text];
  }
}

/** Counts that the run starts with: steps and maps, and the joins that stand for something drawn. */
export function countPlan(plan: Plan): { steps: number; joins: number } {
  let steps = 0;
  let joins = 0;
  for (const element of plan.elements) {
    if (element.kind !== "join") steps += 1;
    else if (element.visible) joins += 1;
  }
  return { steps, joins };
}
