/** The nodes and the program lines of docs/composing-in-code.md. */
import { callOf, chain, chord, group, map, StepFailure, tree, type Espalier } from "espalier";
import { fetchJson } from "./fetch-json";
import { repeat } from "./repeat";
import { add, mul, sum } from "./sums";

/** 2 + 3, then that + 4. */
export const inAChain = chain(add.s(2, 3), add.s(4));

/** [2, 4]: both at once. */
export const inAGroup = group([add.s(1, 1), add.s(2, 2)]);

/** 6: both at once, then their sum. */
export const inAChord = chord([add.s(1, 1), add.s(2, 2)], sum.s());

/** 5, and below it two calls that wait for it; they receive it because of `passResult`. */
export const inATree = tree(add.s(2, 3), [mul.s(10), mul.s(100)], { passResult: true });

/** [2, 4, 6]: one copy for each item, two at a time. */
export const inAMap = map(mul.s(2), { over: [1, 2, 3], window: 2 });

/** Containers nest, and a group may follow a group: each member of the second receives the first's list. */
export const nested = chain(
  group([add.s(1, 1), add.s(2, 2)]),
  group([sum.s(), chain(sum.s(), mul.s(10))]),
  sum.s(),
);

/** What a signature may say of itself. Each call gives a new one: the one before stays as it was. */
export const decorated = fetchJson
  .s("https://example.com/orders.json")
  .id("orders")
  .label("Read the orders")
  .note("The shop answers slowly in the morning.")
  .set({ attempts: 3, timeoutMs: 60_000, priority: 1 })
  .optional();

/** Callbacks hang on a node of any kind, and do not change what it gives. */
export const withCallbacks = chain(add.s(2, 3), mul.s(10))
  .name("Calculate")
  .link(add.s(1))
  .linkError(callOf("flow.echo"));

/** A call of a task that another process defines: nothing of it is known to the types. */
export const byName = callOf<number>("sums.add", [2, 3]);

/** Never called: it is here for the compiler, which has to refuse each of these lines. */
export function refused() {
  // @ts-expect-error a text is no number
  add.s("2", 3);
  // @ts-expect-error there is no third parameter
  add.s(1, 2, 3);
  // @ts-expect-error the text is the first parameter
  repeat.s(3, "ab");
  // @ts-expect-error both numbers are given: nothing is left for the result before it
  chain(add.s(1, 1), add.s(2, 2));
  // @ts-expect-error sum takes a list, not a number
  chain(add.s(1, 1), sum.s());
  // @ts-expect-error null is no number: what may fail is optional
  chain(add.s(1, 1).optional(), add.s(4));
}

/** Wait for the result, in one line; `result` is a number for the compiler, too. */
export async function runAndWait(espalier: Espalier) {
  using run = await espalier.apply(inAChord);
  const result = await run.get({ timeoutMs: 10_000 });
  return result;
}

/** Everything at once, each as it finishes, and one by one. */
export async function lookAtMembers(espalier: Espalier) {
  using run = await espalier.apply(group([add.s(1, 1).id("first"), nested]));
  const finished: unknown[] = [];
  for await (const { node, value } of run.iterate()) finished.push([node.nodeId, value]);
  const all = await run.join();
  const first = await run.node("first").get();
  const parts = await run.children.at(1).children.join();
  return { finished, all, first, parts };
}

/** A failure is thrown as a StepFailure, which says where and why. */
export async function repair(espalier: Espalier) {
  using run = await espalier.apply(
    chain(add.s(1, 1), callOf("flow.fail").immutable().id("odd"), add.si(2, 2)),
  );
  try {
    return await run.get();
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    const { willRun } = await run.retry({ scope: "failed", dryRun: true });
    await run.node(error.nodeId).retry({ scope: "node", kwargs: { times: 0 } });
    return { failed: error.nodeId, willRun, result: await run.get() };
  }
}

/** What has not started never will; what runs is told by its signal. */
export async function revokeAll(espalier: Espalier) {
  using run = await espalier.apply(callOf("time.sleep", [3_600_000]));
  await run.revoke();
  await run.wait();
  return run.state;
}

/** Somebody has done by hand what the step could not: what follows goes on with this value. */
export async function markAsDone(espalier: Espalier) {
  using run = await espalier.apply(chain(callOf("flow.fail").id("odd"), callOf("text.upper")));
  await run.wait();
  await run.node("odd").succeed("recovered", { note: "done by hand" });
  return run.get();
}

/** Submitting needs no waiting, and the same key makes one run, however often it is submitted. */
export async function submitOnce(espalier: Espalier, order: string) {
  return espalier.submit(inAChain, { name: `Order ${order}`, idempotencyKey: `order-${order}` });
}
