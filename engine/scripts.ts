/**
 * Calls the scripts of lua/ as functions of Redis (FCALL): the library is compiled once, where a script makes all
 * its closures anew at every call, which cost five times what an empty call does. Each build is a library of its
 * own name, so several versions work side by side, and one that is missing is loaded by whoever misses it. Where
 * a Redis forbids FUNCTION, the same text goes as scripts (EVALSHA).
 */
import type { Redis } from "ioredis";
import { LUA_LIBRARY, LUA_SCRIPTS, type LuaScriptName } from "./generated/lua-scripts";
import { nodesOf } from "./redis-cluster";

/** Libraries of other builds that may stay; beyond that they are removed. Whoever needs one loads it again. */
const OLD_LIBRARIES = 8;

const REFUSED = "This Redis does not let functions be loaded: scripts do the same, slower.";

type Argument = string | number;

export interface Scripts {
  /** One call: the reply as Redis gives it. Keys beyond those of the run stand first among `args`. */
  call(script: LuaScriptName, keys: readonly string[], args: readonly Argument[]): Promise<unknown>;
}

export interface ScriptsOptions {
  /** @default "functions", and "scripts" where Redis refuses those */
  as?: "functions" | "scripts";
  log: (level: "info" | "warn" | "error", message: string, details?: unknown) => void;
}

export function createScripts(redis: Redis, { as = "functions", log }: ScriptsOptions): Scripts {
  const evaluated = defineScripts(redis);
  let mode = as;
  let loading: Promise<void> | undefined;

  const useScripts = (error: unknown) => {
    if (mode === "functions") log("info", REFUSED, error);
    mode = "scripts";
  };
  const load = () =>
    (loading ??= loadLibrary(redis)
      .catch((error: unknown) => {
        if (!isRefusal(error) && !isOutOfMemory(error)) throw error;
        useScripts(error);
      })
      .finally(() => (loading = undefined)));

  const call: Scripts["call"] = async (script, keys, args) => {
    if (mode === "scripts") return evaluated(script, keys, args);
    const name = `${LUA_LIBRARY.name}_${script}`;
    try {
      return await redis.fcall(name, LUA_SCRIPTS[script].numberOfKeys, ...keys, ...args);
    } catch (error) {
      if (isRefusal(error)) useScripts(error);
      else if (isMissing(error)) await load();
      else throw error;
    }
    return call(script, keys, args);
  };
  return { call };
}

/** Registers the scripts on a connection under `name:hash`, so that two versions can live side by side. */
function defineScripts(redis: Redis): Scripts["call"] {
  const commandName = (script: LuaScriptName) => `${script}:${LUA_SCRIPTS[script].hash}`;
  for (const { name, numberOfKeys, lua } of Object.values(LUA_SCRIPTS)) {
    redis.defineCommand(commandName(name), { numberOfKeys, lua });
  }
  const commands = redis as unknown as Record<string, (...args: Argument[]) => Promise<unknown>>;
  return async (script, keys, args) => commands[commandName(script)]?.(...keys, ...args);
}

/** On every node of a cluster: none knows what the others were told. */
async function loadLibrary(redis: Redis): Promise<void> {
  await Promise.all(nodesOf(redis).map(loadInto));
}

async function loadInto(node: Redis): Promise<void> {
  await node.function("LOAD", LUA_LIBRARY.lua).catch((error: unknown) => {
    // Somebody was quicker.
    if (!/already exists/i.test(messageOf(error))) throw error;
  });
  const listed = (await node.function("LIST", "LIBRARYNAME", "espalier_*")) as [string, string][];
  const others = listed.map(([, name]) => name).filter((name) => name !== LUA_LIBRARY.name);
  if (others.length <= OLD_LIBRARIES) return;
  for (const name of others) await node.function("DELETE", name);
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function isMissing(error: unknown): boolean {
  return /function not found/i.test(messageOf(error));
}

/** By the rights of the user, or by a Redis without functions. */
function isRefusal(error: unknown): boolean {
  return /^(NOPERM|ERR unknown (sub)?command)/i.test(messageOf(error));
}

/** A library takes memory; scripts take none that is counted. */
function isOutOfMemory(error: unknown): boolean {
  return messageOf(error).startsWith("OOM");
}
