/** What a connection reads of the environment. */
import { parseVariables, sharedEnv, sharedVariables, type SharedEnv } from "@/engine/env";
import type { Variables } from "@/engine/env";

export type { Variables };

/** @throws EnvironmentError with all that is wrong */
export function readConnectEnv(source: Variables): SharedEnv {
  return sharedEnv(parseVariables(sharedVariables, source));
}
