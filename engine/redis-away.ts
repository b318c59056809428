/** True when a command failed because Redis is away, and may succeed when it is repeated. */
export function isRedisAway(error: unknown): boolean {
  // The client of Redis has no class for it: it gave up, timed out, or lost the connection in mid-call.
  return (
    error instanceof Error &&
    (error.name === "MaxRetriesPerRequestError" ||
      error.message === "Connection is closed." ||
      error.message === "Command timed out")
  );
}
