const LOOK_EVERY_MS = 25;
/** Generous: a busy machine must not decide. */
const WITHIN_MS = 180_000;

/** Resolves when the condition holds. @throws what `otherwise` tells when it does not in time */
export async function until(
  holds: () => boolean | Promise<boolean>,
  {
    withinMs = WITHIN_MS,
    otherwise = () => `It did not come to hold: ${holds.toString()}`,
  }: { withinMs?: number; otherwise?: () => string | Promise<string> } = {},
): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(await otherwise());
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
