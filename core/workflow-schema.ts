/**
 * The form of each kind of node, one zod schema a kind, strict: a key it does not name is a problem. Members
 * are only said to be there: whoever checks a document walks them one by one, so that no depth of nesting
 * reaches zod.
 */
import { z } from "zod";
import { MAX_DELAY_MS } from "./backoff";
import { ID_PATTERN } from "./ids";
import type {
  Backoff,
  Chain,
  Chord,
  Group,
  MapNode,
  NodeKind,
  Signature,
  SignatureOptions,
  Tree,
  Workflow,
} from "./node";

/** What `setTimeout` can wait; a longer limit would strike at once. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** BullMQ's highest priority number. */
const MAX_PRIORITY = 2 ** 21 - 1;

const MAX_ATTEMPTS = 10_000;

const wait = z.int().min(0).max(MAX_DELAY_MS);
const eta = z.iso.datetime({
  offset: true,
  error: "expected an ISO 8601 time with its zone, such as 2026-12-01T08:00:00Z",
});
/** Half of a surrogate pair is no character: it cannot be stored as UTF-8. */
const wellFormed = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !/\p{Surrogate}/u.test(value), "expected text without broken characters");
const text = wellFormed(500);
const nodes = z.array(z.unknown());
const node = z.unknown().refine((value) => value !== undefined, "expected a node");

const backoff = z
  .strictObject({
    type: z
      .enum(["fixed", "exponential"])
      .describe("fixed waits delayMs each time, exponential twice as long each time.")
      .optional(),
    delayMs: wait.describe("The first wait, in milliseconds.").optional(),
    maxMs: wait.describe("Upper bound of an exponential wait, in milliseconds.").optional(),
    jitter: z
      .number()
      .min(0)
      .max(1)
      .describe("Share of the wait that is random: 0 is none, 1 is all of it.")
      .optional(),
  } satisfies Record<keyof Backoff, z.ZodType>)
  .describe("How long to wait between automatic attempts.");

const options = z
  .strictObject({
    queue: z
      .string()
      .regex(/^[A-Za-z0-9_.-]{1,64}$/, "expected 1 to 64 letters, digits, '_', '-' or '.'")
      .describe("The queue that the step goes through; some worker has to serve it.")
      .optional(),
    priority: z
      .int()
      .min(0)
      .max(MAX_PRIORITY)
      .describe("0 is served first, then 1 and upwards.")
      .optional(),
    delayMs: wait
      .describe("Waits this many milliseconds from the moment that its turn comes.")
      .optional(),
    eta: eta.describe("Starts at this time at the earliest: ISO 8601 with its zone.").optional(),
    expiresMs: wait
      .describe(
        "Revoked (expired) when not started this many milliseconds after the submission of the run, or after eta.",
      )
      .optional(),
    attempts: z
      .int()
      .min(1)
      .max(MAX_ATTEMPTS)
      .describe("How often it may be executed automatically, the first time included. Default 1.")
      .optional(),
    backoff: backoff.optional(),
    timeoutMs: z
      .int()
      .min(1)
      .max(MAX_TIMEOUT_MS)
      .describe("Limit of one execution, in milliseconds.")
      .optional(),
  } satisfies Record<keyof SignatureOptions, z.ZodType>)
  .describe("How the step is delivered and executed. All optional.");

const every = {
  id: z
    .string()
    .regex(ID_PATTERN, "expected 1 to 64 letters, digits, '-' or '_'")
    .describe("Unique in the workflow: 1 to 64 letters, digits, '-' or '_'. Given when absent.")
    .optional(),
  label: text.describe("What people see in place of the name of the task.").optional(),
  note: wellFormed(4000)
    .describe("What people should know about it. It changes nothing.")
    .optional(),
  optional: z
    .boolean()
    .describe("Its failure or expiry counts as success with the value null, and stops nothing.")
    .optional(),
  onSuccess: nodes
    .describe("Nodes that start when this one succeeded, and receive its result.")
    .optional(),
  onFailure: nodes
    .describe("Nodes that start once when this one failed, was revoked or expired.")
    .optional(),
};

const container = {
  ...every,
  name: text.describe("What people see in place of the kind.").optional(),
  delayMs: wait
    .describe("Waits this many milliseconds from the moment that its turn comes.")
    .optional(),
  eta: eta.describe("Starts at this time at the earliest: ISO 8601 with its zone.").optional(),
};

/** The schema of a node of each kind, its members unchecked. */
export const NODE_SCHEMAS: { readonly [K in NodeKind]: z.ZodObject } = {
  task: z
    .strictObject({
      kind: z.literal("task"),
      task: z.string().min(1).max(200).describe("The name of a registered task."),
      args: z
        .array(z.unknown())
        .describe("Positional arguments, behind the result that is received from before.")
        .optional(),
      kwargs: z.record(z.string(), z.unknown()).describe("Arguments by name.").optional(),
      immutable: z
        .boolean()
        .describe("Takes no result from what is before it (Celery's si).")
        .optional(),
      options: options.optional(),
      ...every,
    } satisfies Record<keyof Signature, z.ZodType>)
    .meta({ title: "Task", description: "One call of a task: a signature." }),
  chain: z
    .strictObject({
      kind: z.literal("chain"),
      children: nodes.describe("At least one; the result of the last is the result of the chain."),
      ...container,
    } satisfies Record<keyof Chain, z.ZodType>)
    .meta({ title: "Chain", description: "One after the other; each receives the result before." }),
  group: z
    .strictObject({
      kind: z.literal("group"),
      children: nodes.describe("Each receives what the group receives."),
      ...container,
    } satisfies Record<keyof Group, z.ZodType>)
    .meta({ title: "Group", description: "All at once; its result is the list of results." }),
  chord: z
    .strictObject({
      kind: z.literal("chord"),
      header: nodes.describe("Start at once, as in a group."),
      body: node.describe("Receives the list of the header's results as one argument."),
      ...container,
    } satisfies Record<keyof Chord, z.ZodType>)
    .meta({ title: "Chord", description: "A group (header), then the body once." }),
  tree: z
    .strictObject({
      kind: z.literal("tree"),
      root: node.describe("The signature that comes first; its result is the tree's."),
      children: nodes.describe("Start at once when the root succeeded."),
      passResult: z
        .boolean()
        .describe("The children receive the result of the root. Otherwise they receive nothing.")
        .optional(),
      ...container,
    } satisfies Record<keyof Tree, z.ZodType>)
    .meta({ title: "Tree", description: "A signature, then all its children at once." }),
  map: z
    .strictObject({
      kind: z.literal("map"),
      body: node.describe("The template: one copy for each item, which it receives."),
      over: z
        .array(z.unknown())
        .describe("The items, when nothing is received from before.")
        .optional(),
      window: z.int().min(1).describe("How many copies may run at once. Default: all.").optional(),
      chunkSize: z
        .int()
        .min(1)
        .describe("Items given to one copy; above 1 a copy receives a list. Default 1.")
        .optional(),
      ...container,
    } satisfies Record<keyof MapNode, z.ZodType>)
    .meta({ title: "Map", description: "One copy of the body for each item of a list." }),
};

/** The document around the root, `version` apart: it has a problem code of its own. */
export const DOCUMENT_SCHEMA = z.strictObject({
  version: z.unknown().describe("The version of this form of document: 1.").optional(),
  name: text.describe("What people call the workflow.").optional(),
  root: node.describe("The node that the workflow is."),
  $schema: z
    .string()
    .max(2000)
    .describe("Where this schema is, for editors: /api/workflow.schema.json of your server.")
    .optional(),
} satisfies Record<keyof Workflow | "$schema", z.ZodType>);

/** The keys under which a kind of node holds its structural members, in the order drawn. */
export const MEMBER_KEYS: { readonly [K in NodeKind]: readonly MemberKey[] } = {
  task: [],
  chain: [{ key: "children", many: true }],
  group: [{ key: "children", many: true }],
  chord: [
    { key: "header", many: true },
    { key: "body", many: false },
  ],
  tree: [
    { key: "root", many: false },
    { key: "children", many: true },
  ],
  map: [{ key: "body", many: false }],
};

/** The keys under which every node holds its callbacks. */
export const CALLBACK_KEYS: readonly MemberKey[] = [
  { key: "onSuccess", many: true },
  { key: "onFailure", many: true },
];

export interface MemberKey {
  key: string;
  many: boolean;
}

/** True for the name of a kind of node. */
export function isNodeKind(value: unknown): value is NodeKind {
  return typeof value === "string" && Object.hasOwn(NODE_SCHEMAS, value);
}
