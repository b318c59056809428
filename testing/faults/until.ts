const LOOK_EVERY_MS = 25;

/** Resolves when the condition holds. @throws what `otherwise` tells when it does not in time */
export async function until(
  holds: () => boolean | Promise<boolean>,
  {
    withinMs = 60_000,
    otherwise = () => `It did not come to hold: ${holds.toString()}`,
  }: { withinMs?: number; otherwise?: () => string | Promise<string> } = {},
): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(await otherwise());
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
