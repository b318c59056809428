/**
 * Loaded into every child by `--import`: ends the process when the command that started it is gone,
 * even when that was killed and could not say so. The closed IPC channel tells.
 */
if (process.channel) {
  process.once("disconnect", () => {
    // A process that listens itself ends itself; a second wish would count as "at once".
    if (process.listenerCount("disconnect") === 0) process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.kill(process.pid, "SIGKILL"), 5000).unref();
  });
}
