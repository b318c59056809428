/** What the parts of a worker share. */
import type { TaskDefinition } from "@/core/task";
import type { FinishMove } from "../step-moves";
import type { Services } from "../core-services";
import type { Claims } from "./claims";
import type { Executor } from "./executor";
import type { Lanes } from "./lanes";

export interface StepRunner {
  services: Services;
  claims: Claims;
  lanes: Lanes;
  tasks: ReadonlyMap<string, TaskDefinition>;
  workerId: string;
  dataDir: string;
  /** For isolated tasks and for suspects (suspicion.ts); absent where nobody said how processes are started. */
  isolating?: Executor;
}

/** What the finishing script is told of an execution. */
export type Finish = Omit<FinishMove, "kind" | "element" | "epoch" | "token" | "nextToken">;
