/** What the parts of a worker share. */
import type { TaskDefinition } from "@/core/task";
import type { FinishInput } from "../commands";
import type { Services } from "../core-services";
import type { Claims } from "./claims";

export interface StepRunner {
  services: Services;
  claims: Claims;
  tasks: ReadonlyMap<string, TaskDefinition>;
  workerId: string;
  dataDir: string;
}

/** What the finishing script is told of an execution. */
export type Finish = Omit<FinishInput, "element" | "epoch" | "token">;
