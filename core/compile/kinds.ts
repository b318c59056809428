/**
 * One small function for each kind of node: adds its elements and says where it starts and which element's
 * outcome is its own. What each kind means stands in `docs/concepts.md`.
 *
 * A container has an entry and an exit of its own only where something hangs on them: a callback, a delay,
 * `optional`, or several that must end. A plain chain costs nothing.
 */
import type {
  Chain,
  Chord,
  Container,
  Group,
  MapNode,
  Signature,
  SignatureOptions,
  Tree,
  WorkflowNode,
} from "../node";
import type { Link, StepElement } from "../plan";
import { appendLinks, base, type Ends, type Place, type PlanBuilder } from "./builder";

/** Compiles a node with everything inside it, its callbacks not among that. */
export type CompileNode = (node: WorkflowNode, place: Place) => Ends;

interface Context {
  builder: PlanBuilder;
  compile: CompileNode;
  id: string;
}

function timing(node: { delayMs?: number; eta?: string }): { delayMs?: number; etaMs?: number } {
  return {
    ...(node.delayMs ? { delayMs: node.delayMs } : {}),
    ...(node.eta === undefined ? {} : { etaMs: Date.parse(node.eta) }),
  };
}

/** Something looks at this container's own turn or outcome. */
function isScope(node: Container): boolean {
  return Boolean(
    node.optional || node.onSuccess?.length || node.onFailure?.length || node.delayMs || node.eta,
  );
}

/** The number of the container's entry, or undefined where it needs none; `inside` is the place behind it. */
function openScope(node: Container, place: Place, { builder }: Context) {
  if (!isScope(node)) return { entry: undefined, inside: place };
  const entry = builder.addJoin({ need: place.hasBefore ? 1 : 0, ...timing(node) }, place);
  return { entry, inside: { ...place, hasBefore: true, scope: entry } };
}

function scoped(entry: number | undefined, starts: Link[], { builder }: Context): Link[] {
  if (entry === undefined) return starts;
  builder.link(entry, starts);
  return [entry];
}

const entryOf = (entry: number | undefined) => (entry === undefined ? {} : { entry });
const optionalOf = (node: WorkflowNode) => node.optional ?? false;

/** The place of a member that receives `input`, or `received`, or nothing. */
function member(place: Place, context: Context, at: Partial<Place>): Place {
  const inside: Place = {
    hasBefore: at.hasBefore ?? place.hasBefore,
    shielded: place.shielded,
    parentId: context.id,
    role: at.role ?? "child",
    index: at.index ?? 0,
  };
  const scope = at.scope ?? place.scope;
  if (scope !== undefined) inside.scope = scope;
  if (at.input !== undefined) inside.input = at.input;
  if (at.received !== undefined) inside.received = at.received;
  return inside;
}

const received = (place: Place) => ({
  ...(place.input === undefined ? {} : { input: place.input }),
  ...(place.received === undefined ? {} : { received: place.received }),
});

export function compileTask(node: Signature, place: Place, builder: PlanBuilder): Ends {
  const element = base(place) as StepElement;
  element.kind = "step";
  element.signature = node;
  element.optional = optionalOf(node);
  if (!node.immutable && place.input !== undefined) element.input = place.input;
  if (!node.immutable && place.received !== undefined) element.received = place.received;
  if (node.options) Object.assign(element, timing(node.options), delivery(node.options));
  const step = builder.add(element);
  return { starts: [step], exit: step };
}

function delivery({ queue, priority, expiresMs }: SignatureOptions) {
  return {
    ...(queue === undefined ? {} : { queue }),
    ...(priority ? { priority } : {}),
    ...(expiresMs === undefined ? {} : { expiresMs }),
  };
}

export function compileChain(node: Chain, place: Place, context: Context): Ends {
  const { entry, inside } = openScope(node, place, context);
  let starts: Link[] = [];
  let last: number | undefined;
  node.children.forEach((child, index) => {
    const at =
      last === undefined ? { ...received(inside), index } : { input: last, hasBefore: true, index };
    const ends = context.compile(child, member(inside, context, at));
    if (last === undefined) starts = ends.starts;
    else context.builder.link(last, ends.starts);
    last = ends.exit;
  });
  if (last === undefined)
    throw new Error(`Chain ${context.id} is empty: validation lets none pass`);
  if (entry === undefined) return { starts, exit: last };
  const exit = context.builder.addJoin(
    { need: 1, value: last, entry, optional: optionalOf(node) },
    place,
  );
  context.builder.link(last, [exit]);
  return { starts: scoped(entry, starts, context), exit };
}

/** Members side by side and the join of their ends; an empty one is a join that has its own turn. */
function compileLanes(
  members: readonly WorkflowNode[],
  place: Place,
  options: { context: Context; role: "child" | "header"; visibleWhenEmpty: boolean },
): {
  starts: Link[];
  exits: number[];
  close: (join: { optional: boolean; entry?: number }) => number;
} {
  const { context, role } = options;
  const starts: Link[] = [];
  const exits = members.map((node, index) => {
    const ends = context.compile(node, member(place, context, { ...received(place), role, index }));
    appendLinks(starts, ends.starts);
    return ends.exit;
  });
  const close = (join: { optional: boolean; entry?: number }) => {
    const list: Link[] = [];
    appendLinks(list, exits);
    const empty = exits.length === 0;
    const need = empty ? (place.hasBefore ? 1 : 0) : exits.length;
    const visible = empty && options.visibleWhenEmpty;
    const exit = context.builder.addJoin({ need, value: { list }, visible, ...join }, place);
    for (const end of exits) context.builder.link(end, [exit]);
    if (empty) starts.push(exit);
    return exit;
  };
  return { starts, exits, close };
}

export function compileGroup(node: Group, place: Place, context: Context): Ends {
  const { entry, inside } = openScope(node, place, context);
  const lanes = compileLanes(node.children, inside, {
    context,
    role: "child",
    visibleWhenEmpty: true,
  });
  const exit = lanes.close({ optional: optionalOf(node), ...entryOf(entry) });
  return { starts: scoped(entry, lanes.starts, context), exit };
}

export function compileChord(node: Chord, place: Place, context: Context): Ends {
  const { entry, inside } = openScope(node, place, context);
  const lanes = compileLanes(node.header, inside, {
    context,
    role: "header",
    visibleWhenEmpty: false,
  });
  const header = lanes.close({ optional: false });
  const at = { input: header, hasBefore: true, role: "body" } as const;
  const body = context.compile(node.body, member(inside, context, at));
  context.builder.link(header, body.starts);
  const starts = scoped(entry, lanes.starts, context);
  if (entry === undefined) return { starts, exit: body.exit };
  const exit = context.builder.addJoin(
    { need: 1, value: body.exit, entry, optional: optionalOf(node) },
    place,
  );
  context.builder.link(body.exit, [exit]);
  return { starts, exit };
}

export function compileTree(node: Tree, place: Place, context: Context): Ends {
  const { builder } = context;
  const { entry, inside } = openScope(node, place, context);
  const root = context.compile(
    node.root,
    member(inside, context, { ...received(inside), role: "root" }),
  );
  const exits = node.children.map((child, index) => {
    const at = { hasBefore: true, index, ...(node.passResult ? { input: root.exit } : {}) };
    const ends = context.compile(child, member(inside, context, at));
    builder.link(root.exit, ends.starts);
    return ends.exit;
  });
  const starts = scoped(entry, root.starts, context);
  if (exits.length === 0 && entry === undefined) return { starts, exit: root.exit };
  const ends = [root.exit, ...exits];
  const exit = builder.addJoin(
    {
      need: ends.length,
      value: root.exit,
      optional: optionalOf(node),
      ...entryOf(entry),
    },
    place,
  );
  for (const end of ends) builder.link(end, [exit]);
  return { starts, exit };
}

/** A map has its own turn, so it needs no entry: the map element is one. */
export function compileMap(node: MapNode, place: Place, { builder }: Context): Ends {
  const map = builder.next;
  builder.add({
    ...base(place),
    kind: "map",
    exit: map + 1,
    node,
    ...received(place),
    ...timing(node),
  });
  builder.addJoin({ need: 1, entry: map, optional: optionalOf(node) }, place);
  builder.link(map, [map + 1]);
  return { starts: [map], exit: map + 1 };
}
