/** Reading and saving one workflow. */
import { EngineError } from "@/core/errors";
import { byteLength } from "@/core/json";
import {
  countNodes,
  parseSaved,
  type SavedRevision,
  type WorkflowSummary,
  type WorkflowVersion,
} from "@/core/saved";
import type { Services } from "../core-services";
import { invalid } from "../invalid";
import { toMemoryError } from "../memory";
import {
  createWorkflowCommands,
  SaveCode,
  type SaveCommand,
  type WorkflowCommands,
} from "./commands";
import { packDocument, unpackDocument } from "./documents";
import { checkWorkflowId, notFound, summaryOfHead } from "./heads";
import { createWorkflowKeys, type WorkflowKeys } from "./keys";
import type { ByWhom, CopyInput, Saved, SaveInput } from "./port";

const NOBODY = "Somebody";
const MAX_AUTHOR = 80;
const MAX_PAGE = 200;
/** How often a change of whatever is newest is tried while others save. */
const MAX_TRIES = 8;
/** A deleted workflow can be brought back for so long. */
const KEEP_REMOVED_MS = 30 * 24 * 60 * 60 * 1000;

/** What the parts of this folder share. */
export interface Store {
  services: Services;
  keys: WorkflowKeys;
  commands: WorkflowCommands;
}

export function createStore(services: Services): Store {
  const keys = createWorkflowKeys(services.keys.prefix);
  return { services, keys, commands: createWorkflowCommands(services.redis, keys) };
}

export async function save(store: Store, input: SaveInput): Promise<Saved> {
  const { createId, limits } = store.services;
  const id = input.id ?? `w_${createId()}`;
  checkWorkflowId(id);
  if (input.id === undefined && input.baseRevision !== 0) {
    throw new EngineError(
      "WORKFLOW_NOT_FOUND",
      `A save on revision ${input.baseRevision} names its workflow: give "id", or 0 as "baseRevision" for a new one.`,
    );
  }
  const parsed = parseSaved(input.workflow, limits, createId);
  if ("problems" in parsed) throw invalid("WORKFLOW_INVALID", parsed.problems);
  const { workflow } = parsed;
  const text = JSON.stringify(workflow);
  const saveId = input.saveId ?? createId();
  const version: Omit<WorkflowVersion, "revision" | "savedAt"> = {
    saveId,
    author: input.author?.trim().slice(0, MAX_AUTHOR) || NOBODY,
    name: workflow.name,
    ...countNodes(workflow.root),
    bytes: byteLength(text),
    ...(input.restoredFrom === undefined ? {} : { restoredFrom: input.restoredFrom }),
  };
  const command: SaveCommand = {
    base: input.baseRevision,
    saveId,
    version: JSON.stringify(version),
    document: await packDocument(text),
    allowEmpty: input.allowEmpty ?? false,
  };
  const { code, revision, savedAt } = await write(store, id, command);
  if (code === SaveCode.Saved || code === SaveCode.Repeated) {
    return { id, revision, savedAt, name: workflow.name };
  }
  throw await refusalOf(store, { id, code, base: input.baseRevision });
}

async function write({ services, keys, commands }: Store, id: string, command: SaveCommand) {
  try {
    // In the index before there is anything of it: what is saved is never out of sight. What has a base is in it.
    if (command.base === 0) await services.redis.zadd(keys.index, "NX", Date.now(), id);
    return await commands.save(id, command);
  } catch (error) {
    throw toMemoryError(error);
  }
}

async function refusalOf(
  store: Store,
  { id, code, base }: { id: string; code: SaveCode; base: number },
): Promise<EngineError> {
  if (code === SaveCode.Gone) return notFound(id);
  if (code === SaveCode.Removed) {
    return new EngineError(
      "WORKFLOW_REMOVED",
      `Workflow ${id} was deleted. Bring it back, then save again; or save under another id.`,
    );
  }
  const newer = await get(store, id);
  if (code === SaveCode.Empty) {
    return new EngineError(
      "WORKFLOW_EMPTY",
      `This would replace ${newer.tasks} ${newer.tasks === 1 ? "task" : "tasks"} of "${newer.name}" by nothing. If that is meant, give "allowEmpty": true.`,
      { newer },
    );
  }
  return new EngineError(
    "CONFLICT",
    `"${newer.name}" was saved by ${newer.author} since: it is at revision ${newer.revision}, and this save is based on ${base}. Merge with the newer document, then save on revision ${newer.revision}.`,
    { newer },
  );
}

export async function head({ services, keys }: Store, id: string): Promise<WorkflowSummary> {
  checkWorkflowId(id);
  const summary = summaryOfHead(id, await services.redis.hgetall(keys.of(id, "workflow")));
  if (summary === null) throw notFound(id);
  return summary;
}

export async function get(
  store: Store,
  id: string,
  revision?: number,
): Promise<SavedRevision & Pick<WorkflowSummary, "removedAt">> {
  const { keys, services } = store;
  const { redis } = services;
  const newest = await head(store, id);
  const wanted = revision ?? newest.revision;
  const [text, document] = await Promise.all([
    redis.hget(keys.of(id, "versions"), String(wanted)),
    redis.hgetBuffer(keys.of(id, "documents"), String(wanted)),
  ]);
  if (text === null || document === null) {
    throw new EngineError(
      "REVISION_NOT_FOUND",
      `Workflow ${id} has no revision ${wanted}. Its newest is ${newest.revision}.`,
    );
  }
  const version = JSON.parse(text) as WorkflowVersion;
  const { removedAt } = newest;
  return {
    ...version,
    id,
    workflow: await unpackDocument(document),
    ...(removedAt === undefined ? {} : { removedAt }),
  };
}

export async function versions(
  store: Store,
  id: string,
  { before, limit = 50 }: { before?: number; limit?: number },
) {
  const { revision: newest } = await head(store, id);
  const from = Math.min(newest, (before ?? newest + 1) - 1);
  const count = Math.min(Math.max(limit, 1), MAX_PAGE, Math.max(from, 0));
  if (count === 0) return { versions: [], nextCursor: null };
  const wanted = Array.from({ length: count }, (_, i) => String(from - i));
  const texts = await store.services.redis.hmget(store.keys.of(id, "versions"), ...wanted);
  const last = from - count + 1;
  return {
    versions: texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as WorkflowVersion])),
    nextCursor: last > 1 ? last : null,
  };
}

/** Gives the newest revision another name, whatever it is at that moment. */
export async function rename(
  store: Store,
  { id, name, author }: { id: string; name: string } & ByWhom,
): Promise<Saved> {
  // One id for all tries: a try whose answer was lost is not a second renaming.
  const saveId = store.services.createId();
  for (let tries = 1; ; tries += 1) {
    const { revision, workflow } = await get(store, id);
    const renamed = { ...workflow, name };
    try {
      const by = author === undefined ? {} : { author };
      return await save(store, { id, baseRevision: revision, workflow: renamed, saveId, ...by });
    } catch (error) {
      const isLate = error instanceof EngineError && error.code === "CONFLICT";
      if (!isLate || tries === MAX_TRIES) throw error;
    }
  }
}

/** Makes a new workflow with the newest document of another one; under a `newId` repeating it is one copy. */
export async function duplicate(
  store: Store,
  id: string,
  { newId, name, author }: CopyInput,
): Promise<Saved> {
  const { workflow } = await get(store, id);
  return save(store, {
    ...(newId === undefined ? {} : { id: newId, saveId: `copy-${newId}`.slice(0, 64) }),
    baseRevision: 0,
    workflow: { ...workflow, name: name ?? `Copy of ${workflow.name}` },
    ...(author === undefined ? {} : { author }),
  });
}

export async function setRemoved({ commands }: Store, id: string, removed: boolean): Promise<void> {
  checkWorkflowId(id);
  if ((await commands.setRemoved(id, removed, KEEP_REMOVED_MS)) === -1) throw notFound(id);
}
