import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { EXAMPLE_WORKFLOWS } from "@/core/examples";
import type { ProblemCode } from "@/core/problem";
import { parseWorkflow } from "@/core/validate";
import { workflowJsonSchema } from "@/core/workflow-json-schema";
import { add, chain, echo, group, task } from "@/testing/documents";
import { randomMutation } from "@/testing/mutations";
import { createRandom } from "@/testing/random";
import { randomWorkflow } from "@/testing/random-workflow";

const schema = workflowJsonSchema();
const ajv = new Ajv2020({
  strict: true,
  strictTypes: false,
  strictRequired: false,
  validateFormats: false,
});
const isValid = ajv.compile(schema);

/** What no schema can say. */
const BEYOND: ReadonlySet<ProblemCode> = new Set(["ID_DUPLICATE"]);

function isAccepted(document: unknown): boolean {
  const parsed = parseWorkflow(document);
  return "workflow" in parsed || parsed.problems.every(({ code }) => BEYOND.has(code));
}

const backoff = { type: "exponential", delayMs: 1000, maxMs: 60000, jitter: 0.2 };
const eta = "2026-12-01T08:00:00Z";
const options = {
  ...{ queue: "default", priority: 0, delayMs: 0, eta, expiresMs: 60000 },
  ...{ attempts: 1, backoff, timeoutMs: 30000 },
};
const shared = { id: "n4", label: "Add the fee", note: "As agreed", optional: false };
const call = { ...add(2), kwargs: { y: 3 }, immutable: false, options, ...shared };
const signature = { $signature: { ...echo({ $signature: add(1) }), onFailure: [echo()] } };

/** Every key of the contract at least once. */
const everything = {
  $schema: "http://127.0.0.1:3000/api/workflow.schema.json",
  version: 1,
  name: "Everything",
  root: {
    ...chain(call, { ...group(echo(signature), echo()), name: "All", delayMs: 1, eta }),
    onSuccess: [{ kind: "chord", header: [echo()], body: echo(), name: "C" }],
    onFailure: [
      { kind: "tree", root: echo(), children: [echo()], passResult: true },
      { kind: "map", over: [1, { a: null }], body: echo(), window: 2, chunkSize: 3 },
    ],
  },
};

describe("workflowJsonSchema", () => {
  it("accepts every example and a document with every key", () => {
    for (const { workflow } of EXAMPLE_WORKFLOWS) {
      expect(isValid(workflow), JSON.stringify(isValid.errors)).toBe(true);
    }
    expect(isValid(everything), JSON.stringify(isValid.errors)).toBe(true);
    expect(isAccepted(everything)).toBe(true);
  });

  it("accepts random workflows", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const workflow = randomWorkflow(createRandom(seed), { maxNodes: 20, maxDepth: 6 });
      expect(isValid(workflow), `seed ${seed}: ${JSON.stringify(isValid.errors)}`).toBe(true);
    }
  });

  it.each<[string, unknown]>([
    ["no object", []],
    ["no root", { version: 1, name: "" }],
    ["another version", { version: 2, root: echo() }],
    ["an unknown key", { root: echo(), extra: 1 }],
    ["an unknown key of a node", { root: { ...echo(), prio: 1 } }],
    ["an unknown option", { root: { ...echo(), options: { prio: 1 } } }],
    ["an unknown kind", { root: { kind: "loop", children: [] } }],
    ["a key of another kind", { root: { ...chain(echo()), body: echo() } }],
    ["a container as the root of a tree", { root: { kind: "tree", root: group(), children: [] } }],
    ["a chord without a body", { root: { kind: "chord", header: [] } }],
    ["what is wrong deep inside", { root: chain(group({ ...echo(), onFailure: [{}] })) }],
    ["an eta that is no time", { root: { ...echo(), options: { eta: "2026-02-30T00:00:00Z" } } }],
    ["a container as a signature value", { root: echo({ a: [{ $signature: group() }] }) }],
    ["a key beside a signature", { root: echo({ $signature: echo(), b: 1 }) }],
    ["an id with a blank", { root: { ...echo(), id: "a b" } }],
    ["a task without a name", { root: task("") }],
  ])("refuses %s, as validation does", (_, document) => {
    expect(isValid(document)).toBe(false);
    expect(isAccepted(document)).toBe(false);
  });

  it("agrees with validation on a thousand mutated workflows", () => {
    const seen = { valid: 0, invalid: 0 };
    for (let seed = 1; seed <= 1000; seed++) {
      const random = createRandom(seed);
      const workflow = randomWorkflow(random, { maxNodes: 12, maxDepth: 5 });
      const base = seed % 2 === 0 ? everything : workflow;
      const document = randomMutation(random, base, 1 + random.int(2));
      const valid = isValid(document);
      seen[valid ? "valid" : "invalid"] += 1;
      const said = `seed ${seed}: ${JSON.stringify(document)} ${JSON.stringify(isValid.errors)}`;
      expect(isAccepted(document), said).toBe(valid);
    }
    // A corpus of one kind would prove nothing.
    expect(seen.valid).toBeGreaterThan(150);
    expect(seen.invalid).toBeGreaterThan(300);
  });

  it("says of every field what it is for", () => {
    const mute: string[] = [];
    const look = (value: unknown, path: string): void => {
      if (typeof value !== "object" || value === null) return;
      const { properties, ...rest } = value as { properties?: { [key: string]: object } };
      for (const [key, field] of Object.entries(properties ?? {})) {
        const isTest = path.endsWith(".if") || path.endsWith(".then");
        if (!isTest && !("description" in field)) mute.push(`${path}.${key}`);
        look(field, `${path}.${key}`);
      }
      for (const [key, member] of Object.entries(rest)) look(member, `${path}.${key}`);
    };
    look(schema, "");
    expect(mute).toEqual([]);
  });

  it("names itself and its draft", () => {
    expect(schema["$schema"]).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(schema["$id"]).toBe("urn:espalier:workflow:1");
  });
});
