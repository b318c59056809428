/** Nodes that come into being at run time: copies of a map, and what a step returns to take its place. */
import { compileBirth, compileCopies } from "@/core/compile";
import type { Json, MapNode, WorkflowNode } from "@/core/node";
import type { Plan } from "@/core/plan";
import { ReplyCode } from "../replies";
import type { Services } from "../core-services";
import { countPlan, planTexts } from "../plan-text";
import type { BirthDocument, RunIndex } from "../run-index";
import { applyTaskDefaults, type KnownTasks } from "../task-defaults";
import type { Claim } from "./claims";

/** Elements written by one call. */
const PAGE = 500;

export interface Birth {
  /** For the script. */
  value: string;
  /** For whoever draws it. */
  document: string;
}

export interface Bearer {
  services: Services;
  claim: Claim;
  index: RunIndex;
  tasks: KnownTasks;
}

/** The claim is no longer ours; somebody else goes on. */
export class ClaimLost extends Error {}

/** The run would have more nodes than it may. */
export class TooManyNodes extends Error {}

function checkRoom({ services, claim, index }: Bearer, more: number): void {
  const limit = services.limits.nodes;
  const count = index.countWith(claim.element, more);
  if (count <= limit) return;
  const id = index.nodeOf(claim.element)?.id ?? "";
  throw new TooManyNodes(
    `${id} would make ${more} nodes: the run would have ${count}, and may have ${limit} (LIMIT_NODES). Use a larger chunkSize, or start runs of their own.`,
  );
}

/** Reserves the numbers, compiles for them and writes the plan; the finishing script makes it real. */
async function bear(
  bearer: Bearer,
  size: number,
  compileAt: (base: number) => Plan,
): Promise<Plan> {
  const { services, claim, tasks } = bearer;
  const { runId, element, token } = claim;
  const reserved = await services.commands.reserveBirth(runId, { element, token, size });
  if (reserved.code !== ReplyCode.Ok) throw new ClaimLost();
  const plan = compileAt(reserved.first);
  applyTaskDefaults(plan, tasks);
  let pairs: string[] = [];
  const write = async () => {
    const code = await services.commands.growPlan(runId, { element, token, pairs });
    if (code !== ReplyCode.Ok) throw new ClaimLost();
    pairs = [];
  };
  for (const pair of planTexts(plan)) {
    pairs.push(...pair);
    if (pairs.length >= 2 * PAGE) await write();
  }
  if (pairs.length > 0) await write();
  return plan;
}

function placeOf({ claim, index }: Bearer) {
  const node = index.nodeOf(claim.element);
  const element = index.element(claim.element);
  if (!node || !element)
    throw new Error(`Element ${claim.element} of run ${claim.runId} is unknown`);
  return { parentId: node.id, shielded: element.shielded };
}

/** The copies of a map, one an item (a chunk is an item). */
export async function bearCopies(bearer: Bearer, node: MapNode, items: Json[]): Promise<Birth> {
  const { claim, index } = bearer;
  const map = index.element(claim.element);
  if (map?.kind !== "map") throw new Error(`Element ${claim.element} is no map`);
  const at = { ...placeOf(bearer), exitTo: map.exit };
  const stride = compileCopies(node, [null], { ...at, base: 0 });
  checkRoom(bearer, items.length * stride.nodes.length);
  const window = node.window ?? items.length;
  const plan =
    items.length === 0
      ? undefined
      : await bear(bearer, items.length * stride.size, (base) =>
          compileCopies(node, items, { ...at, base }),
        );
  const first = plan?.base ?? 0;
  const offsets = stride.starts.flatMap((link) =>
    typeof link === "number" ? [link] : range(link[0], link[1]),
  );
  const started = Math.min(window, items.length);
  const value = {
    first,
    size: plan?.size ?? 0,
    ...(plan ? countPlan(plan) : { steps: 0, joins: 0 }),
    expires: plan !== undefined && canExpire(plan),
    count: items.length,
    stride: stride.size,
    exit: first + stride.exit,
    offsets,
    window: started,
    starts:
      started === items.length
        ? (plan?.starts ?? [])
        : startsOf(first, { count: started, stride: stride.size, offsets }),
  };
  const document: BirthDocument = {
    element: claim.element,
    base: first,
    kind: "copies",
    count: items.length,
  };
  return { value: JSON.stringify(value), document: JSON.stringify(document) };
}

/** Something in it is to be looked at when its time is over. */
function canExpire(plan: Plan): boolean {
  return plan.elements.some(
    (element) => element.kind === "step" && element.expiresMs !== undefined,
  );
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** Where the first copies start, each at the same offsets in its stride. */
function startsOf(first: number, copies: { count: number; stride: number; offsets: number[] }) {
  return range(0, copies.count - 1).flatMap((copy) =>
    copies.offsets.map((offset) => first + copy * copies.stride + offset),
  );
}

/** What a step returned to take its place. */
export async function bearReplacement(bearer: Bearer, node: WorkflowNode): Promise<Birth> {
  const { claim } = bearer;
  const at = { ...placeOf(bearer), exitTo: claim.element, index: 0 };
  const { size, nodes } = compileBirth(node, { ...at, base: 0 });
  checkRoom(bearer, nodes.length);
  const plan = await bear(bearer, size, (base) => compileBirth(node, { ...at, base }));
  const value = {
    first: plan.base,
    size: plan.size,
    ...countPlan(plan),
    expires: canExpire(plan),
    exit: plan.exit,
    starts: plan.starts,
  };
  const document: BirthDocument = {
    element: claim.element,
    base: plan.base,
    kind: "replacement",
    node,
  };
  return { value: JSON.stringify(value), document: JSON.stringify(document) };
}
