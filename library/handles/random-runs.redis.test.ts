/** Handles of random workflows, held against what the engine says of each of their nodes. */
import { callOf, defineTask, group, StepFailure } from "espalier";
import { expect, it } from "vitest";
import { z } from "zod";
import { NodeValue } from "@/core/task";
import { testConnection, type TestConnection } from "@/library/test-connection";
import { createRandom } from "@/testing/random";
import { randomWorkflow } from "@/testing/random-workflow";
import type { NodeHandle } from "./node-handle";

/** `HANDLE_SEEDS=400 npx vitest run --testTimeout 300000 library/handles/random` for more. */
const SEEDS = Number(process.env.HANDLE_SEEDS ?? 40);

/** Gives back what it gets; some of its steps fail, stop, or have others take their place. */
const echo = defineTask({
  name: "flow.echo",
  description: "Gives back what it got, mostly.",
  params: { value: z.unknown().default(null) },
  result: z.unknown(),
  run: ({ value }, ctx) => {
    const dice = [...ctx.stepId].reduce((sum, letter) => 7 * sum + letter.charCodeAt(0), 3) % 12;
    if (dice === 0) throw new Error(`${ctx.stepId} fails`);
    if (dice === 1) ctx.stop("enough");
    return dice === 2 ? group([callOf("flow.echo", [1]), callOf("flow.echo", [2])]) : value;
  },
});

type Got = { value: unknown } | { failure: StepFailure };

const got = (promise: Promise<unknown>): Promise<Got> =>
  promise.then(
    (value) => ({ value }),
    (failure: StepFailure) => ({ failure }),
  );

async function compare({ app }: TestConnection, node: NodeHandle): Promise<void> {
  const { state, value, ready } = await app.engine.result(node.runId, node.nodeId);
  const own = await got(node.get());
  const isLeftOut = state === "skipped" && node.view.cause?.kind === "choice";
  const told = { state: node.state, ready: node.ready };
  expect({ told, got: own }, node.nodeId).toEqual({
    told: { state, ready },
    got:
      state === "succeeded" || isLeftOut
        ? { value: value ?? null }
        : { failure: expect.any(StepFailure) },
  });
  if ("failure" in own && node.state === "failed") expect(own.failure.state).toBe("failed");
}

/** What a container makes of a member. */
async function asMember(node: NodeHandle): Promise<unknown> {
  const own = await got(node.get());
  if ("value" in own) return own.value;
  return node.failed && node.view.optional === true ? null : expect.any(StepFailure);
}

it("tell of every node what the engine does, in random workflows", async () => {
  await using connection = await testConnection({ tasks: [echo] });
  let compared = 0;
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { root } = randomWorkflow(createRandom(seed), { maxNodes: 4 + (seed % 20), maxDepth: 5 });
    const run = await connection.espalier.apply(new NodeValue(root), { runId: `seed-${seed}` });
    const early = await got(run.get());
    await run.wait();
    const late = await got(run.get());
    expect("value" in early ? early : "failure", `seed ${seed}`).toEqual(
      "value" in late ? late : "failure",
    );
    for (const node of run.nodes) {
      await compare(connection, node);
      const members = await Promise.all([...node.children].map(asMember));
      expect(await node.children.join({ propagate: false }), node.nodeId).toEqual(members);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(5 * SEEDS);
});
