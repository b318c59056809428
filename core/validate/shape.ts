/**
 * The first half of validation: is the document of the form of the contract, and within the limits? Walks
 * without recursion and looks at each node by itself, so that neither depth nor size can hurt.
 */
import { isNodeId } from "@/core/ids";
import { isPlainObject } from "@/core/json-walk";
import type { NodeKind, Signature, Workflow, WorkflowNode } from "@/core/node";
import type { Limits, ProblemCode } from "@/core/problem";
import {
  CALLBACK_KEYS,
  DOCUMENT_SCHEMA,
  isNodeKind,
  MEMBER_KEYS,
  NODE_SCHEMAS,
  type MemberKey,
} from "@/core/workflow-schema";
import { schemaProblems } from "./issues";
import { nameNode, quote } from "./names";
import { below, DOCUMENT, pathOf, ROOT, type Place } from "./place";
import type { Report } from "./report";
import { findSignatureValues } from "./signature-values";
import { SizeMeter } from "./sizes";

/** A signature inside the arguments of a node. */
export interface EmbeddedSignature {
  signature: Signature;
  place: Place;
  /** The node in whose arguments it stands. */
  nodeId: string | undefined;
}

export interface Shape {
  workflow: Workflow;
  /** In the order written. */
  embedded: EmbeddedSignature[];
}

/** The document as what it promises to be, or null when it is not; `report` says why. */
export function checkShape(document: unknown, options: ShapeOptions): Shape | null {
  return new ShapeCheck(options).run(document);
}

interface ShapeOptions {
  limits: Limits;
  report: Report;
  /** Nodes whose own keys are known to be right; those that are found right are added. */
  sound?: WeakSet<object> | undefined;
}

type Raw = { [key: string]: unknown };

interface Item {
  value: unknown;
  place: Place;
  depth: number;
  /** Only a signature may stand here. */
  signatureOnly: boolean;
  /** It stands inside the arguments of this node. */
  within: { nodeId: string | undefined } | null;
}

interface Node {
  raw: Raw;
  kind: NodeKind;
  /** Of the node that a problem belongs to. */
  nodeId: string | undefined;
  place: Place;
  depth: number;
  within: Item["within"];
}

interface Spot {
  place: Place;
  nodeId: string | undefined;
  value: unknown;
}

/** With these the document is of the right form all the same. */
const HARMLESS: ReadonlySet<ProblemCode> = new Set([
  "ID_INVALID",
  "ID_DUPLICATE",
  "LIMIT_ARGUMENTS",
]);

const ROOT_KEYS: readonly MemberKey[] = [{ key: "root", many: false }];
const KINDS = Object.keys(NODE_SCHEMAS);
const ALL_KEYS: { readonly [kind: string]: readonly MemberKey[] } = Object.fromEntries(
  Object.entries(MEMBER_KEYS).map(([kind, members]) => [kind, [...members, ...CALLBACK_KEYS]]),
);

class ShapeCheck {
  private readonly limits: Limits;
  private readonly report: Report;
  private readonly sizes: SizeMeter;
  private readonly stack: Item[] = [];
  private readonly ids = new Map<string, Place>();
  private readonly embedded: EmbeddedSignature[] = [];
  private nodes = 0;
  private stopped = false;
  private readonly sound: WeakSet<object>;

  constructor({ limits, report, sound = new WeakSet() }: ShapeOptions) {
    this.limits = limits;
    this.report = report;
    this.sound = sound;
    this.sizes = new SizeMeter(limits, report);
  }

  run(document: unknown): Shape | null {
    if (!isPlainObject(document)) return this.refuse("DOCUMENT_INVALID", DOCUMENT, NOT_A_WORKFLOW);
    const { version, name, root } = document;
    if (version !== undefined && version !== 1)
      return this.refuse("VERSION_UNKNOWN", below(DOCUMENT, "version"), WRONG_VERSION);
    for (const { keys, message } of schemaProblems(DOCUMENT_SCHEMA, document, "workflow"))
      this.refuse("DOCUMENT_INVALID", below(DOCUMENT, ...keys), message);
    const envelope = { raw: document, place: DOCUMENT, nodeId: undefined, members: ROOT_KEYS };
    this.stopped = this.sizes.measure(envelope) === "full";
    if (root !== undefined)
      this.stack.push({ value: root, place: ROOT, depth: 1, signatureOnly: false, within: null });
    this.walk();
    if (this.report.isFull || !this.report.holdsOnly(HARMLESS)) return null;
    const workflow: Workflow = {
      version: 1,
      name: typeof name === "string" ? name : "Untitled",
      root: root as WorkflowNode,
    };
    return { workflow, embedded: this.embedded };
  }

  private refuse(code: ProblemCode, place: Place, message: string): null {
    this.report.add({ code, place, nodeId: undefined, message: () => message });
    return null;
  }

  private walk(): void {
    while (!this.stopped && !this.report.isFull) {
      const item = this.stack.pop();
      if (item === undefined) return;
      const node = this.readNode(item);
      if (node !== null) this.checkNode(node);
    }
  }

  /** The item as a node, or null when it is none or none is allowed here. */
  private readNode(item: Item): Node | null {
    const { value, place, within } = item;
    const nodeId = within === null ? idOf(value) : within.nodeId;
    const spot = { place, nodeId, value };
    if (within === null && ++this.nodes > this.limits.nodes) {
      this.stopped = true;
      return this.refuseNode("LIMIT_NODES", spot, tooMany(this.limits.nodes));
    }
    if (item.depth > this.limits.depth)
      return this.refuseNode("LIMIT_DEPTH", spot, tooDeep(this.limits.depth));
    if (!isPlainObject(value)) return this.refuseNode("DOCUMENT_INVALID", spot, NOT_A_NODE);
    const { kind } = value;
    if (!isNodeKind(kind)) return this.refuseKind(spot, WRONG_KIND);
    if (item.signatureOnly && kind !== "task") return this.refuseKind(spot, ONLY_SIGNATURE);
    return { raw: value, kind, nodeId, place, depth: item.depth, within };
  }

  private refuseKind({ place, nodeId, value }: Spot, message: string): null {
    return this.refuseNode(
      "DOCUMENT_INVALID",
      { place: below(place, "kind"), nodeId, value },
      message,
    );
  }

  private refuseNode(code: ProblemCode, { place, nodeId, value }: Spot, message: string): null {
    this.report.add({ code, place, nodeId, message: () => `${nameNode(value)}: ${message}` });
    return null;
  }

  private checkNode(node: Node): void {
    const { raw, kind, place, nodeId, within } = node;
    this.checkKeys(node);
    if (kind === "map" && within === null) this.checkCopies(node);
    const members = ALL_KEYS[kind] ?? CALLBACK_KEYS;
    // What stands inside arguments was measured with them, and is no node of the run.
    const measure = within === null ? this.sizes.measure({ raw, place, nodeId, members }) : "ok";
    if (within === null) this.checkId(node);
    if (measure === "full") this.stopped = true;
    if (measure === "full") return;
    const signatures = kind === "task" && measure === "ok" ? this.signaturesIn(node) : [];
    // The stack gives back last in, first out: what is pushed first is looked at last.
    for (let index = members.length - 1; index >= 0; index--) {
      const member = members[index];
      if (member !== undefined) this.pushMembers(node, member);
    }
    for (const item of signatures.reverse()) this.stack.push(item);
  }

  private checkKeys({ raw, kind, place, nodeId }: Node): void {
    if (this.sound.has(raw)) return;
    const problems = schemaProblems(NODE_SCHEMAS[kind], raw, kind);
    if (problems.length === 0) this.sound.add(raw);
    for (const { code, keys, message } of problems)
      this.report.add({
        code,
        place: below(place, ...keys),
        nodeId,
        message: () => `${nameNode(raw)}: ${message}`,
      });
  }

  /** The copies of a map are nodes of the run: where its list is literal, their number is known. */
  private checkCopies({ raw, place, nodeId }: Node): void {
    const { over, chunkSize } = raw;
    if (!Array.isArray(over)) return;
    const size = typeof chunkSize === "number" && chunkSize > 1 ? chunkSize : 1;
    const copies = Math.ceil(over.length / size);
    const { nodes } = this.limits;
    if (copies <= nodes) return;
    this.report.add({
      code: "LIMIT_NODES",
      place: below(place, "over"),
      nodeId,
      message: () =>
        `${nameNode(raw)}: "over" makes ${copies} copies, and a run may have ${nodes} nodes (LIMIT_NODES). Raise "chunkSize", or split the list.`,
    });
  }

  private pushMembers(owner: Node, { key, many }: MemberKey): void {
    const value = owner.raw[key];
    // A missing one is the schema's matter.
    if (value === undefined) return;
    const { place, within } = owner;
    const depth = owner.depth + 1;
    if (!many) {
      const signatureOnly = key === "root";
      this.stack.push({ value, place: below(place, key), depth, signatureOnly, within });
    }
    if (!many || !Array.isArray(value)) return;
    for (let index = value.length - 1; index >= 0; index--) {
      const at = below(place, key, index);
      this.stack.push({ value: value[index], place: at, depth, signatureOnly: false, within });
    }
  }

  private checkId({ raw, place }: Node): void {
    const { id } = raw;
    if (!isNodeId(id)) return;
    const first = this.ids.get(id);
    if (first === undefined) {
      this.ids.set(id, place);
      return;
    }
    this.report.add({
      code: "ID_DUPLICATE",
      place: below(place, "id"),
      nodeId: id,
      message: () =>
        `${nameNode(raw)}: the id ${quote(id)} already belongs to the node at ${pathOf(first)}. Give one of them another id.`,
    });
  }

  private signaturesIn({ raw, place, nodeId }: Node): Item[] {
    const found = [
      ...findSignatureValues(raw["args"], place, "args"),
      ...findSignatureValues(raw["kwargs"], place, "kwargs"),
    ];
    return found.map(({ value, place: at, strayKeys }) => {
      if (strayKeys.length > 0)
        this.report.add({
          code: "DOCUMENT_INVALID",
          place: at,
          nodeId,
          message: () =>
            `${nameNode(raw)}: a value with "$signature" is a signature and has no other key. Remove ${strayKeys.map(quote).join(", ")}.`,
        });
      this.embedded.push({ signature: value as Signature, place: at, nodeId });
      return { value, place: at, depth: 1, signatureOnly: true, within: { nodeId } };
    });
  }
}

function idOf(value: unknown): string | undefined {
  const id = isPlainObject(value) ? value["id"] : undefined;
  return isNodeId(id) ? id : undefined;
}

const NOT_A_WORKFLOW =
  'A workflow is an object such as { "version": 1, "name": "…", "root": { … } }. Give one.';
const WRONG_VERSION =
  "This version of the workflow document is not known here; 1 is. Save the workflow as version 1, or open it where it was made.";
const NOT_A_NODE = 'a node is an object with a "kind". Give one, or remove this.';
const WRONG_KIND = `"kind" is none of ${KINDS.join(", ")}. Correct it.`;
const ONLY_SIGNATURE = 'only a signature (kind "task") may stand here. Put it in place of this.';

function tooMany(limit: number): string {
  return `with this node the workflow has more than ${limit} nodes (LIMIT_NODES). Split it, or let a map or a task make nodes while it runs.`;
}

function tooDeep(limit: number): string {
  return `it is nested deeper than ${limit} levels (LIMIT_DEPTH). Nest less.`;
}
