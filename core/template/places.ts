/** What in a fragment may become a parameter: the arguments of its tasks, and the lists of its maps. */
import { parameterNames, parameterSchema } from "../bind";
import { callbacksOf, membersOf, type Json, type WorkflowNode } from "../node";
import type { JsonSchema, TaskInfo } from "../task";
import { pointerOf } from "./pointer";

export interface PlaceOffer {
  pointer: string;
  /** The node and the argument: `resize · width`. */
  label: string;
  /** A name for the parameter. */
  name: string;
  /** What stands there now. */
  value: Json;
  /** What the task takes there; `{}` when it is not known. */
  schema: JsonSchema;
}

/** Every place, in the order drawn. Names are unique. */
export function placesIn(nodes: readonly WorkflowNode[], tasks: readonly TaskInfo[]): PlaceOffer[] {
  const infos = new Map(tasks.map((task) => [task.name, task]));
  const offers: PlaceOffer[] = [];
  const names = new Set<string>();
  const offer = (given: Omit<PlaceOffer, "name" | "label">, of: { title: string; key: string }) => {
    const name = uniqueName(of.key, names);
    names.add(name);
    offers.push({ ...given, name, label: `${of.title} · ${of.key}` });
  };
  const visit = (node: WorkflowNode, path: (string | number)[]) => {
    const title = node.label ?? (node.kind === "task" ? node.task : (node.name ?? node.kind));
    if (node.kind === "task") {
      const info = infos.get(node.task);
      // What is received fills the first place, so that a place does not always have its name here.
      const parameters = info === undefined ? [] : parameterNames(info.params);
      const { args = [], kwargs = {} } = node;
      const skip = Math.max(0, parameters.length - args.length);
      const shift =
        node.immutable === true || args.length >= parameters.length ? 0 : Math.min(1, skip);
      args.forEach((value, index) => {
        const parameter = parameters[index + shift];
        const key = parameter ?? `argument${index + 1}`;
        const schema = schemaIn(info, parameter);
        offer({ pointer: pointerOf([...path, "args", index]), value, schema }, { title, key });
      });
      for (const [key, value] of Object.entries(kwargs))
        offer(
          { pointer: pointerOf([...path, "kwargs", key]), value, schema: schemaIn(info, key) },
          { title, key },
        );
    } else if (node.kind === "map" && node.over !== undefined)
      offer(
        { pointer: pointerOf([...path, "over"]), value: node.over, schema: { type: "array" } },
        { title, key: "over" },
      );
    for (const member of [...membersOf(node), ...callbacksOf(node)])
      visit(member.node, [...path, ...member.path]);
  };
  nodes.forEach((node, index) => visit(node, [index]));
  return offers;
}

function schemaIn(info: TaskInfo | undefined, parameter: string | undefined): JsonSchema {
  if (info === undefined || parameter === undefined) return {};
  return parameterSchema(info.params, parameter) ?? {};
}

function uniqueName(key: string, taken: ReadonlySet<string>): string {
  const word = key.replaceAll(/[^A-Za-z0-9_]/g, "_").replace(/^[^A-Za-z]+/, "");
  const base = word === "" ? "value" : word;
  let name = base;
  for (let count = 2; taken.has(name); count += 1) name = `${base}${count}`;
  return name;
}
