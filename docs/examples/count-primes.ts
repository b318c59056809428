import { defineTask } from "espalier";
import { z } from "zod";

/** It keeps its processor busy and hears nothing meanwhile: only a process of its own can be stopped. */
export const countPrimes = defineTask({
  name: "sums.countPrimes",
  description: "Counts the primes below a number.",
  params: { below: z.number().int().min(0) },
  result: z.number(),
  isolated: true,
  defaults: { timeoutMs: 60_000 },
  run: ({ below }, ctx) => {
    ctx.setState("Counting");
    let count = 0;
    for (let n = 2; n < below; n += 1) if (isPrime(n)) count += 1;
    return count;
  },
});

function isPrime(n: number): boolean {
  for (let by = 2; by * by <= n; by += 1) if (n % by === 0) return false;
  return true;
}
