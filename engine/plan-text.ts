/** The plan as it is stored: one field an element, a line for the scripts and the payload for the worker. */
import type { Json, Signature } from "@/core/node";
import type { Expression, JoinElement, Link, Plan, PlanElement } from "@/core/plan";

/** What a worker needs to execute a step or to unfold a map. */
export interface StepPayload {
  nodeId: string;
  signature?: Pick<Signature, "task" | "args" | "kwargs" | "options">;
  /** What is received, where it is a literal. */
  received?: { value: Json };
}

/**
 * The line of an element as JSON text, of the fields that are not undefined. A large submission is mostly this:
 * making an object of them first takes four times as long.
 */
class Line {
  text = "";

  /** A number, or 0 and undefined for none. */
  number(name: string, value: number | undefined): void {
    if (value) this.#add(name, String(value));
  }

  /** A number that may be 0. */
  count(name: string, value: number | undefined): void {
    if (value !== undefined) this.#add(name, String(value));
  }

  string(name: string, value: string | undefined): void {
    if (value !== undefined) this.#add(name, JSON.stringify(value));
  }

  links(name: string, links: readonly Link[]): void {
    if (links.length > 0) this.#add(name, JSON.stringify(links));
  }

  expression(name: string, value: Expression | undefined): void {
    if (value !== undefined) this.#add(name, JSON.stringify(value));
  }

  #add(name: string, json: string): void {
    this.text += `${this.text === "" ? "" : ","}"${name}":${json}`;
  }
}

/** The names are those of engine/lua/README.md. */
function head(element: PlanElement, number: number, plan: Plan): string {
  const line = new Line();
  line.number("n", element.need);
  line.links("x", element.next);
  line.links("o", element.onSuccess);
  line.links("b", element.onFailure);
  if (element.optional || element.shielded) {
    line.string("f", (element.optional ? "o" : "") + (element.shielded ? "s" : ""));
  }
  line.count("d", element.delayMs);
  line.count("t", element.etaMs);
  line.count("l", element.pool);
  line.count("g", element.scope);
  switch (element.kind) {
    case "step":
      line.expression("i", element.input);
      line.string("q", element.queue);
      line.count("y", element.priority);
      line.count("xp", element.expiresMs);
      break;
    case "map":
      line.string("k", "m");
      line.expression("i", element.input);
      line.count("X", element.exit);
      break;
    case "join":
      joinFields(line, element, { number, plan });
  }
  return `{${line.text}}`;
}

function joinFields(
  line: Line,
  { value, entry, visible }: JoinElement,
  { number, plan }: { number: number; plan: Plan },
): void {
  const before = entry === undefined ? undefined : plan.elements[entry - plan.base];
  line.string("k", "j");
  line.expression("u", value);
  line.count("e", entry);
  if (before?.kind === "map" && number === before.exit) line.count("m", entry);
  if (visible) line.count("v", 1);
}

function payload(element: PlanElement, nodeId: string | undefined): StepPayload | undefined {
  if (element.kind === "join" || nodeId === undefined) return undefined;
  const behind: StepPayload = { nodeId };
  if (element.kind === "step") behind.signature = calledAs(element.signature);
  if (element.received !== undefined) behind.received = element.received;
  return behind;
}

function calledAs({ task, args, kwargs, options }: Signature) {
  const signature: NonNullable<StepPayload["signature"]> = { task };
  if (args?.length) signature.args = args;
  if (kwargs && Object.keys(kwargs).length > 0) signature.kwargs = kwargs;
  if (options) signature.options = options;
  return signature;
}

/** The pairs `number, text` of a plan, in order. */
export function* planTexts(plan: Plan): Generator<[string, string]> {
  const nodeIds = new Map<number, string>();
  for (const node of plan.nodes) if (node.element !== null) nodeIds.set(node.element, node.id);
  for (const [index, element] of plan.elements.entries()) {
    const number = plan.base + index;
    const behind = payload(element, nodeIds.get(number));
    const text = `${head(element, number, plan)}\n${behind ? JSON.stringify(behind) : ""}`;
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
