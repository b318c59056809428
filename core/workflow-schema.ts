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
const MAX_PRIORITY = 2 ** 21;

const MAX_ATTEMPTS = 10_000;

const delay = z.int().min(0).max(MAX_DELAY_MS);
const eta = z.iso.datetime({
  offset: true,
  error: "expected an ISO 8601 time with its zone, such as 2026-12-01T08:00:00Z",
});
const text = z.string().max(500);
const note = z.string().max(4000);
const nodes = z.array(z.unknown());
const node = z.unknown().refine((value) => value !== undefined, "expected a node");

const backoff = z.strictObject({
  type: z.enum(["fixed", "exponential"]).optional(),
  delayMs: delay.optional(),
  maxMs: delay.optional(),
  jitter: z.number().min(0).max(1).optional(),
} satisfies Record<keyof Backoff, z.ZodType>);

const options = z.strictObject({
  queue: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,64}$/, "expected 1 to 64 letters, digits, '_', '-' or '.'")
    .optional(),
  priority: z.int().min(0).max(MAX_PRIORITY).optional(),
  delayMs: delay.optional(),
  eta: eta.optional(),
  expiresMs: delay.optional(),
  attempts: z.int().min(1).max(MAX_ATTEMPTS).optional(),
  backoff: backoff.optional(),
  timeoutMs: z.int().min(1).max(MAX_TIMEOUT_MS).optional(),
} satisfies Record<keyof SignatureOptions, z.ZodType>);

const every = {
  id: z.string().regex(ID_PATTERN, "expected 1 to 64 letters, digits, '-' or '_'").optional(),
  label: text.optional(),
  note: note.optional(),
  optional: z.boolean().optional(),
  onSuccess: nodes.optional(),
  onFailure: nodes.optional(),
};

const container = {
  ...every,
  name: text.optional(),
  delayMs: delay.optional(),
  eta: eta.optional(),
};

/** The schema of a node of each kind, its members unchecked. */
export const NODE_SCHEMAS: { readonly [K in NodeKind]: z.ZodObject } = {
  task: z.strictObject({
    ...every,
    kind: z.literal("task"),
    task: z.string().min(1).max(200),
    args: z.array(z.unknown()).optional(),
    kwargs: z.record(z.string(), z.unknown()).optional(),
    immutable: z.boolean().optional(),
    options: options.optional(),
  } satisfies Record<keyof Signature, z.ZodType>),
  chain: z.strictObject({
    ...container,
    kind: z.literal("chain"),
    children: nodes,
  } satisfies Record<keyof Chain, z.ZodType>),
  group: z.strictObject({
    ...container,
    kind: z.literal("group"),
    children: nodes,
  } satisfies Record<keyof Group, z.ZodType>),
  chord: z.strictObject({
    ...container,
    kind: z.literal("chord"),
    header: nodes,
    body: node,
  } satisfies Record<keyof Chord, z.ZodType>),
  tree: z.strictObject({
    ...container,
    kind: z.literal("tree"),
    root: node,
    children: nodes,
    passResult: z.boolean().optional(),
  } satisfies Record<keyof Tree, z.ZodType>),
  map: z.strictObject({
    ...container,
    kind: z.literal("map"),
    body: node,
    over: z.array(z.unknown()).optional(),
    window: z.int().min(1).optional(),
    chunkSize: z.int().min(1).optional(),
  } satisfies Record<keyof MapNode, z.ZodType>),
};

/** The document around the root, `version` apart: it has a problem code of its own. */
export const DOCUMENT_SCHEMA = z.strictObject({
  version: z.unknown().optional(),
  name: text.optional(),
  root: node,
} satisfies Record<keyof Workflow, z.ZodType>);

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
