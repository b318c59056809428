/** What follows a node as words: `immutable optional as "…" with (…) onSuccess(…) onFailure(…)`. */
import type { Json, WorkflowNode } from "../node";
import { nearestOf } from "../validate/nearest";
import type { Reader } from "./reader";
import { textOf } from "./tokens";
import { isClause, OPTION_KEYS, SETTING_KEYS } from "./words";

interface Parts {
  nodes: () => WorkflowNode[];
  value: () => Json;
}

/** A node under construction: settings by name. */
type Open = { [key: string]: unknown };

/** Reads all words that follow, and sets the node. */
export function readClauses(reader: Reader, node: WorkflowNode, parts: Parts): void {
  const open = node as unknown as Open;
  while (reader.token.type === "name" && isClause(reader.token.text)) {
    const at = reader.take();
    const set = (key: string, value: unknown) => {
      if (open[key] !== undefined) reader.fail(`${at.text} stands here twice. Leave one.`, at);
      open[key] = value;
    };
    switch (at.text) {
      case "immutable":
        if (node.kind !== "task") reader.fail("Only a task is immutable.", at);
        set("immutable", true);
        break;
      case "optional":
        set("optional", true);
        break;
      case "as":
        set(node.kind === "task" ? "label" : "name", readName(reader));
        break;
      case "with":
        readSettings(reader, node, parts.value);
        break;
      default:
        set(at.text, parts.nodes());
    }
  }
}

function readName(reader: Reader): string {
  if (reader.token.type !== "string") reader.fail('A name in quotes stands after as: as "Resize".');
  return textOf(reader.take());
}

function readSettings(reader: Reader, node: WorkflowNode, value: () => Json): void {
  const open = node as unknown as Open;
  const keys = SETTING_KEYS[node.kind];
  reader.expect("(", "settings stand in ( ): with (attempts=3)");
  reader.list(")", ",", () => {
    if (!reader.isNamed) reader.fail(`A setting is missing here, for example ${example(node)}.`);
    const { name, at } = reader.name();
    if (!keys.includes(name)) {
      const near = nearestOf(name, keys);
      reader.fail(
        `A ${node.kind} has no setting ${name}.${near === null ? ` It has ${keys.join(", ")}.` : ` Write ${near}?`}`,
        at,
      );
    }
    const isOption = node.kind === "task" && (OPTION_KEYS as readonly string[]).includes(name);
    const target = isOption ? ((open["options"] ??= {}) as Open) : open;
    if (target[name] !== undefined) reader.fail(`${name} is set twice. Leave one.`, at);
    target[name] = value();
  });
}

function example(node: WorkflowNode): string {
  return node.kind === "task" ? "attempts=3" : "delayMs=1000";
}
