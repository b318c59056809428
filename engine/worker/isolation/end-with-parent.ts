/**
 * No process of a step outlives its worker, however that ended. The closed channel tells; a handler that
 * never leaves the event loop free would not hear it, so a thread looks as well.
 */
import { Worker } from "node:worker_threads";

const LOOK_EVERY_MS = 1000;

// Plain JavaScript: a thread starts without the loaders of this process, in a few milliseconds.
const LOOK = `
  const { workerData } = require("node:worker_threads");
  setInterval(() => {
    if (process.ppid !== workerData.parent) process.kill(workerData.group, "SIGKILL");
  }, ${LOOK_EVERY_MS});
`;

export function endWithParent(): void {
  process.once("disconnect", endGroup);
  if (!process.connected) endGroup();
  const workerData = { parent: process.ppid, group: ownGroup() };
  new Worker(LOOK, { eval: true, execArgv: [], workerData }).unref();
}

/** It leads a group of its own, with all that it has started; Windows has no groups. */
function ownGroup(): number {
  return process.platform === "win32" ? process.pid : -process.pid;
}

function endGroup(): void {
  process.kill(ownGroup(), "SIGKILL");
}
