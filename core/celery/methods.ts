/** What is done with tasks and canvases: `.s( )`, `.si( )`, `.set( )`, `.link( )`, `.map( )`, `.apply_async( )`. */
import type { Json, Signature, WorkflowNode } from "../node";
import { addCallbacks, nodesIn, setOption } from "./build";
import type { Place } from "./tokens";
import { Canvas, jsonOf, type Given, type TaskName, type Tell, type Value } from "./values";

export interface Methods {
  tell: Tell;
  /** The name of a registered task for what is written. */
  nameOf: (task: TaskName, at: Place) => string;
}

/** Refuses what has no meaning here: the text at `at` cannot be read. */
export type Refuse = (message: string, at: Place) => never;

function signatureOf(
  task: string,
  args: readonly Json[],
  kwargs: { [name: string]: Json },
): Signature {
  return {
    kind: "task",
    task,
    ...(args.length > 0 && { args: [...args] }),
    ...(Object.keys(kwargs).length > 0 && { kwargs }),
  };
}

/** `task.name(…)`; null for a name that means nothing. */
export function callOnTask(
  task: TaskName,
  name: string,
  { given, methods, refuse }: { given: Given; methods: Methods; refuse: Refuse },
): Canvas | null {
  const { at } = given;
  const { tell } = methods;
  const called = () => methods.nameOf(task, at);
  const json = (value: Value) => jsonOf(value, at, tell);
  const named = (values: Map<string, Value>) =>
    Object.fromEntries([...values].map(([key, value]) => [key, json(value)]));
  switch (name) {
    case "s":
    case "delay":
      return new Canvas(signatureOf(called(), given.args.map(json), named(given.kwargs)));
    case "si":
      return new Canvas({
        ...signatureOf(called(), given.args.map(json), named(given.kwargs)),
        immutable: true,
      });
    case "signature":
    case "subtask":
    case "apply_async":
      return signatureFrom(called(), given, methods);
    case "map":
      return mapOf(signatureOf(called(), [], {}), json(given.args[0] ?? null), { at, refuse });
    case "starmap":
      return new Canvas(spread(called(), json(given.args[0] ?? null), { at, refuse, tell }));
    case "chunks": {
      const [items, size] = given.args.map(json);
      if (typeof size !== "number" || size < 1)
        return refuse("chunks takes a list and a size.", at);
      const list = listOf(items ?? null, { at, refuse });
      const children = Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
        spread(called(), list.slice(index * size, (index + 1) * size), {
          at,
          refuse,
          tell: () => undefined,
        }),
      );
      tell("Every call of chunks is a step of its own here.", at);
      return new Canvas({ kind: "group", children });
    }
    default:
      return null;
  }
}

/** `task.signature(args, kwargs, **options)`, also as `signature("task", …)`. */
export function signatureFrom(task: string, given: Given, { tell }: Methods): Canvas {
  const { at, kwargs } = given;
  const args = given.args[0] ?? kwargs.get("args") ?? [];
  const named = given.args[1] ?? kwargs.get("kwargs") ?? new Map<string, Value>();
  const options = kwargs.get("options");
  const node = signatureOf(
    task,
    Array.isArray(args) ? args.map((value) => jsonOf(value, at, tell)) : [],
    (jsonOf(named, at, tell) ?? {}) as { [name: string]: Json },
  );
  const settings = [...(options instanceof Map ? options : []), ...kwargs];
  for (const [name, value] of settings)
    if (!["args", "kwargs", "options", "app"].includes(name))
      setOption(node, [name, value], { at, tell });
  return new Canvas(node);
}

interface At {
  at: Place;
  refuse: Refuse;
}

function listOf(value: Json, { at, refuse }: At): Json[] {
  return Array.isArray(value)
    ? value
    : refuse("A list is needed here that can be read: [1, 2], range(10), zip(…).", at);
}

function mapOf(body: Signature, over: Json, at: At): Canvas {
  return new Canvas({ kind: "map", body, over: listOf(over, at) });
}

/** A call for each item, whose parts are its arguments. */
function spread(
  task: string,
  items: Json,
  { at, refuse, tell }: At & { tell: Tell },
): WorkflowNode {
  const calls = listOf(items, { at, refuse });
  tell("Every call of starmap is a step of its own here.", at);
  const children = calls.map((item) => signatureOf(task, listOf(item, { at, refuse }), {}));
  return { kind: "group", children };
}

/** `canvas.name(…)`; null for a name that means nothing. */
export function callOnCanvas(
  canvas: Canvas,
  name: string,
  { given, methods }: { given: Given; methods: Methods },
): Canvas | null {
  const { at, args, kwargs } = given;
  const { tell } = methods;
  const node = { ...canvas.node };
  const options = () => {
    for (const entry of kwargs)
      if (!["args", "kwargs"].includes(entry[0])) setOption(node, entry, { at, tell });
  };
  switch (name) {
    case "set":
      options();
      break;
    case "set_immutable":
      setOption(node, ["immutable", args[0] ?? true], { at, tell });
      break;
    case "link":
      addCallbacks(node, "onSuccess", nodesIn(args, at, tell));
      break;
    case "link_error":
    case "on_error":
      addCallbacks(node, "onFailure", nodesIn(args, at, tell));
      break;
    case "apply_async":
    case "clone": {
      const first = args[0] ?? kwargs.get("args");
      partial(node, Array.isArray(first) ? first : [], { at, tell });
      options();
      break;
    }
    case "delay":
    case "":
      partial(node, args, { at, tell });
      break;
    case "get":
    case "join":
    case "apply":
    case "freeze":
      break;
    default:
      return null;
  }
  return new Canvas(node);
}

/** Arguments that are put in front of a signature's own. */
function partial(
  node: WorkflowNode,
  args: readonly Value[],
  { at, tell }: { at: Place; tell: Tell },
): void {
  if (args.length === 0) return;
  const given = args.map((value) => jsonOf(value, at, tell));
  const first = node.kind === "chain" ? node.children[0] : node;
  if (first?.kind !== "task" || first.immutable === true)
    return tell("These arguments have no signature to go to. They were left out.", at);
  const begun = { ...first, args: [...given, ...(first.args ?? [])] };
  if (node.kind === "chain") node.children = [begun, ...node.children.slice(1)];
  else Object.assign(node, begun);
}
