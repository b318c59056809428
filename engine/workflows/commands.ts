/** One typed function for each script of saved workflows. The scripts stand in lua/. */
import type { Redis } from "ioredis";
import { WORKFLOW_SCRIPTS } from "../generated/workflow-scripts";
import type { WorkflowKeys } from "./keys";

type Script = keyof typeof WORKFLOW_SCRIPTS;

/** As in engine/lua/README.md, and one more. */
export const SaveCode = {
  Saved: 0,
  Repeated: 1,
  Gone: -1,
  Removed: -3,
  Conflict: -10,
  Empty: -11,
  Full: -12,
} as const;
export type SaveCode = (typeof SaveCode)[keyof typeof SaveCode];

export interface SaveCommand {
  base: number;
  saveId: string;
  /** JSON object. */
  version: string;
  document: Buffer;
  allowEmpty: boolean;
}

export type WorkflowCommands = ReturnType<typeof createWorkflowCommands>;

type Call = (...args: (string | number | Buffer)[]) => Promise<unknown>;

/** Registers the scripts, and gives the way to call them. */
function scriptsOf(redis: Redis) {
  for (const script of Object.values(WORKFLOW_SCRIPTS)) {
    const { name, hash, numberOfKeys, lua } = script;
    redis.defineCommand(`${name}:${hash}`, { numberOfKeys, lua });
  }
  return async (script: Script, args: (string | number | Buffer)[]) => {
    const name = `${script}:${WORKFLOW_SCRIPTS[script].hash}`;
    const command = (redis as unknown as Record<string, Call>)[name];
    if (!command) throw new Error(`Script ${script} is not registered`);
    return (await command.call(redis, ...args)) as (string | number)[];
  };
}

/** `now`: tests only. Absent: Redis' clock. */
export function createWorkflowCommands(redis: Redis, keys: WorkflowKeys, now?: () => number) {
  const call = scriptsOf(redis);
  const clock = () => (now ? String(now()) : "");

  return {
    async save(id: string, { base, saveId, version, document, allowEmpty }: SaveCommand) {
      const [code, revision, savedAt] = await call("saveWorkflow", [
        ...[keys.of(id, "workflow"), keys.of(id, "versions"), keys.of(id, "documents")],
        ...[clock(), base, saveId, version, document, allowEmpty ? "1" : "0"],
      ]);
      return {
        code: Number(code) as SaveCode,
        revision: Number(revision ?? 0),
        savedAt: Number(savedAt ?? 0),
      };
    },
    async setRemoved(id: string, removed: boolean, keepMs: number) {
      const [code] = await call("removeWorkflow", [
        ...[keys.of(id, "workflow"), keys.of(id, "versions"), keys.of(id, "documents")],
        ...[keys.of(id, "runs"), clock(), removed ? "1" : "0", keepMs],
      ]);
      return Number(code);
    },
  };
}

export interface TemplateCommand {
  id: string;
  base: number;
  /** JSON object; empty to remove it. */
  text: string;
  /** How many there may be. */
  most: number;
}

/** Changes one template of the hash `key`. */
export function createTemplateCommand(redis: Redis, key: string) {
  const call = scriptsOf(redis);
  return async ({ id, base, text, most }: TemplateCommand) => {
    const [code, revision, savedAt] = await call("saveTemplate", [key, "", id, base, text, most]);
    return {
      code: Number(code) as SaveCode,
      revision: Number(revision ?? 0),
      savedAt: Number(savedAt ?? 0),
    };
  };
}
