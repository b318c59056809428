/** Which script a command on the wire calls: ours and BullMQ's, told by the hash that Redis knows them by. */
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { LUA_LIBRARY, LUA_SCRIPTS } from "@/engine/generated/lua-scripts";
import { WORKFLOW_SCRIPTS } from "@/engine/generated/workflow-scripts";
import type { WireCommand } from "../redis-wire";

const sha1 = (text: string) => createHash("sha1").update(text).digest("hex");

const bullScripts = createRequire(import.meta.url)("bullmq/dist/cjs/scripts/index.js") as {
  [name: string]: { name: string; content: string };
};
const scripts = [
  ...[...Object.values(LUA_SCRIPTS), ...Object.values(WORKFLOW_SCRIPTS)].map(({ name, lua }) => {
    return { name, content: lua };
  }),
  ...Object.values(bullScripts),
];
const names = new Map(scripts.map(({ name, content }) => [sha1(content), name]));

/** The script's name; undefined for other commands. On each connection a script is sent as text the first time. */
export function scriptOf({ parts, whole }: WireCommand): string | undefined {
  if (parts[0]?.toUpperCase() === "FCALL") return parts[1]?.replace(`${LUA_LIBRARY.name}_`, "");
  if (parts[0] === "EVALSHA") return names.get(parts[1] ?? "");
  return parts[0] === "EVAL" ? names.get(sha1(whole(1))) : undefined;
}

/** The arguments of a script, without its keys. */
export function argumentsOf({ parts }: WireCommand): string[] {
  return parts.slice(3 + Number(parts[2]));
}
