/**
 * What `compile` makes of a workflow, and what the engine moves: elements, links between them, and the
 * counts of what each waits for.
 *
 * Elements are numbered in the order drawn, so that the elements inside a node are one range.
 *
 * - A `step` executes a signature. Every signature is one step.
 * - A `join` executes nothing. Where several must end before several may start a join stands between
 *   them, so links stay linear. A group has two: its *entry* (its turn has come) and its *exit*.
 * - A `map` is executed by the engine itself: it unfolds the copies, once its input is known.
 *
 * An element sends, over each of its links, one of three signals when it settles: *ok* (go on), *bad*
 * (skip, with the step that caused it) or *stop* (skip by choice). It goes when all its links have sent
 * ok. What an element is, as long as it has not been executed, is a function of what its links have
 * sent: that is what makes a retry possible, which takes signals back.
 */
import type { NodeRow } from "./events";
import type { Json, MapNode, Signature } from "./node";

export const PLAN_FORMAT = 1;

/** A run of element numbers `[first, last]`, or one number. */
export type Link = number | [first: number, last: number];

/**
 * A value as an expression over results of elements.
 *
 * - a number: the value of that element. Of a step its result, of a join its `value`
 * - `{ list }`: a JSON list of such, in order; ranges stand for many
 * - `{ stride: [first, step, count] }`: the list of the values of `count` elements, `step` apart
 * - `{ failure }`: what an `onFailure` callback receives of that element
 */
export type Expression =
  | number
  | { list: Link[] }
  | { stride: [first: number, step: number, count: number] }
  | { failure: number };

export interface ElementBase {
  /** How many links must send ok before it goes. */
  need: number;
  /** Receive what follows from its outcome. An optional failure sends them ok. */
  next: Link[];
  /** Starts of its `onSuccess` callbacks. */
  onSuccess: Link[];
  /** Starts of its `onFailure` callbacks. */
  onFailure: Link[];
  optional: boolean;
  /** An optional node stands between it and the run: its failure is not the run's. */
  shielded: boolean;
  /** The entry of the nearest container around it that has one: causes from behind it are told before others. */
  scope?: number;
  delayMs?: number;
  /** Milliseconds since 1970. */
  etaMs?: number;
  /** This element is the exit of a map's copy: the map's exit, which starts the next copy of the window. */
  pool?: number;
}

export interface StepElement extends ElementBase {
  kind: "step";
  signature: Signature;
  /** What is put in front of the positional arguments. Absent: nothing, or `received`. */
  input?: Expression;
  /** A literal value put in front instead: the item of a map's copy. */
  received?: { value: Json };
  queue?: string;
  priority?: number;
  expiresMs?: number;
}

export interface JoinElement extends ElementBase {
  kind: "join";
  /** What its value is, for those whose input names it. Absent: null. */
  value?: Expression;
  /** The entry that belongs to this exit: what is bad after the entry's turn came from inside. */
  entry?: number;
  /** It stands for a container in the drawing: an empty one. Its transitions are events. */
  visible: boolean;
}

export interface MapElement extends ElementBase {
  kind: "map";
  /** The list that is unfolded; absent when `over` is literal or `received` given. */
  input?: Expression;
  received?: { value: Json };
  /** Its exit. */
  exit: number;
  /** The template, its options and ids. */
  node: MapNode;
}

export type PlanElement = StepElement | JoinElement | MapElement;

/** A node of the drawing with the elements that stand for it. */
export interface PlanNode extends NodeRow {
  /** The element whose transitions are this node's: a step, an empty container's exit, a map. */
  element: number | null;
  /** Elements inside, its own callbacks not among them: `[first, end)`. */
  range: [first: number, end: number];
  /** The element whose outcome is the node's. */
  exit: number;
}

export interface Plan {
  format: typeof PLAN_FORMAT;
  /** Number of the first element: 0, or where a birth was put. */
  base: number;
  /** The first `size` numbers from `base` are taken. */
  size: number;
  elements: PlanElement[];
  /** Parents before members, members in the order drawn. */
  nodes: PlanNode[];
  /** Elements that start at submission or birth. */
  starts: Link[];
  /** The root's exit. */
  exit: number;
}
