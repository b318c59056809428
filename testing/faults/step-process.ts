/** The process of one step, as a worker of the fault tests starts it. */
import { serveStep } from "@/engine/worker/isolation/child";
import { FAULT_TASKS } from "./tasks";

await serveStep(() => Promise.resolve(FAULT_TASKS));
