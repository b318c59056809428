import "server-only";
import type { Engine } from "@/engine/port";
import { authorise, type Verdict } from "./access/authorise";
import type { Bypass } from "./bypass";
import { engine } from "./engine";
import { serverEnv } from "./env";

/** What every procedure receives. */
export interface Context {
  engine: Engine;
  verdict: Verdict;
  /** Where the answer goes over HTTP: for messages that many viewers share. */
  bypass?: Bypass;
}

export function createContext(headers: Headers, bypass: Bypass): Context {
  return { engine: engine(), verdict: authorise(headers, serverEnv().access), bypass };
}
