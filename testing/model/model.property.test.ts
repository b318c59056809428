import fc from "fast-check";
import { expect, it } from "vitest";
import { randomWorkflow } from "../random-workflow";
import { createRandom, type Random } from "../random";
import { createModel, type Model } from "./model";

const OPERATIONS = [
  "claim",
  "claim",
  "claim",
  "finish",
  "finish",
  "lose",
  "revoke",
  "retry",
] as const;

function operate(model: Model, random: Random): void {
  const ids = model.nodes().map((node) => node.id ?? "");
  const running = model.running();
  switch (random.pick(OPERATIONS)) {
    case "claim":
      if (model.ready().length > 0) claim(model, random.pick(model.ready()));
      return;
    case "finish":
      if (running.length > 0) finish(model, random.pick(running), random);
      return;
    case "lose":
      if (running.length > 0) model.lose(random.pick(running));
      return;
    case "revoke":
      if (random.chance(0.2)) model.revoke(random.chance(0.1) ? null : random.pick(ids));
      return;
    case "retry": {
      const scope = random.pick(["failed", "node", "from"] as const);
      if (random.chance(0.4)) model.retry(scope, random.chance(0.2) ? null : random.pick(ids));
    }
  }
}

function claim(model: Model, id: string): void {
  const node = model.nodes().find((other) => other.id === id);
  if (node?.kind === "map") model.unfold(id);
  else model.claim(id);
}

function finish(model: Model, id: string, random: Random): void {
  const way = random.next();
  if (way < 0.15) model.finish(id, { kind: "failed" });
  else if (way < 0.2) model.finish(id, { kind: "stopped" });
  else if (way < 0.25) model.finish(id, { kind: "again" });
  else model.finish(id, { kind: "succeeded", value: [1, id] });
}

function finishAll(model: Model): void {
  for (let turn = 0; turn < 1000; turn += 1) {
    const running = model.running()[0];
    if (running) {
      if (model.nodes().find((node) => node.id === running)?.kind === "map") model.unfold(running);
      else model.finish(running, { kind: "succeeded", value: [] });
      continue;
    }
    const ready = model.ready()[0];
    if (!ready) return;
    claim(model, ready);
  }
  throw new Error("It does not end.");
}

it("leaves nothing pending once nothing is ready or running, whatever was done before", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = createRandom(seed);
      const model = createModel(randomWorkflow(random, { maxNodes: 14, maxDepth: 4 }));
      for (let step = 0; step < 40; step += 1) operate(model, random);
      finishAll(model);
      const left = [...model.evaluate().states].filter(([, one]) => one.state === "pending");
      expect(left).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

it("never changes by a claim, a finish or a loss what another step has done", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = createRandom(seed);
      const model = createModel(randomWorkflow(random, { maxNodes: 14, maxDepth: 4 }));
      for (let step = 0; step < 30; step += 1) {
        const done = ended(model);
        const ready = model.ready();
        const running = model.running();
        if (running.length > 0 && random.chance(0.5)) finish(model, random.pick(running), random);
        else if (ready.length > 0) claim(model, random.pick(ready));
        const now = ended(model);
        for (const [id, state] of done) expect(now.get(id), id).toBe(state);
      }
    }),
    { numRuns: 200 },
  );
});

function ended(model: Model): Map<string, string> {
  const { states } = model.evaluate();
  const executed = [...states].filter(([, { state }]) =>
    ["succeeded", "failed", "revoked"].includes(state),
  );
  return new Map(executed.map(([id, { state }]) => [id, state]));
}
