/** BullMQ's flows: a job whose children run first. */
import type { Json } from "../node";

/** What of BullMQ's `FlowJob` is written here. */
export interface FlowJob {
  name: string;
  queueName: string;
  data?: Json;
  opts?: { [option: string]: Json };
  children?: FlowJob[];
}

/** Something that one side says and the other cannot. */
export interface Loss {
  /** The node, or the path of the job: `children.0`. */
  at: string;
  message: string;
}
