/** True when a command failed because Redis is away, and may succeed when it is repeated. */
export function isRedisAway(error: unknown): boolean {
  // The client of Redis has no class for it: it gave up, timed out, or lost the connection in mid-call.
  return (
    error instanceof Error &&
    (error.name === "MaxRetriesPerRequestError" ||
      error.message === "Connection is closed." ||
      error.message === "Command timed out" ||
      // A cluster in which a master is being replaced, or has nobody to take its place.
      /^(Too many Cluster redirections|Failed to refresh slots cache|CLUSTERDOWN)/.test(
        error.message,
      ))
  );
}
