import "server-only";
import type { Engine } from "@/engine/port";
import { authorise, type Verdict } from "./access/authorise";
import { engine } from "./engine";
import { serverEnv } from "./env";

/** What every procedure receives. */
export interface Context {
  engine: Engine;
  verdict: Verdict;
}

export function createContext(headers: Headers): Context {
  return { engine: engine(), verdict: authorise(headers, serverEnv().access) };
}
