/** The words of the table of cases: its tasks, and names for what stands on its canvases. */
import { signature } from "espalier";
import type { MapNode, Tree } from "@/core/node";
import { NodeValue, SignatureValue } from "@/core/task";
import { TASKS } from "../tasks";

export const { add, mul, tsum, ident, fail, flaky } = TASKS;

/** The same node under an id, by which the row speaks of it. */
export function as<T extends NodeValue>(id: string, value: T): T {
  const node = { ...value.node, id };
  const named =
    value instanceof SignatureValue
      ? signature({ ...value.node, id })
      : new NodeValue<typeof node>(node);
  return named as unknown as T;
}

/** `ran a`: takes nothing and gives its own name. */
export const ran = (name: string) => as(name, TASKS.ran.si(name));

/** Waits until the row opens the gate of its name, then gives `value`. */
export const gate = (name: string, value: number | string = name) =>
  as(name, TASKS.gate.si(name, value));

/** The same call under a label. */
export const labelled = (label: string, call: SignatureValue) => signature({ ...call.node, label });

/** The same node with an onFailure. */
export const failing = (value: NodeValue, callback: NodeValue) =>
  new NodeValue({ ...value.node, onFailure: [callback.node] });

/** A list of what `make` gives for 0 to `count` - 1. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

export const map = (body: NodeValue, more: Omit<MapNode, "kind" | "body"> = {}) =>
  new NodeValue<MapNode>({ kind: "map", body: body.node, ...more });

export const tree = (root: SignatureValue, children: NodeValue[]) =>
  new NodeValue<Tree>({
    kind: "tree",
    root: root.node,
    children: children.map(({ node }) => node),
  });
