/** What a task may do wrong with what it gives back: its step fails by name, its worker and all others go on. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { TaskContext } from "@/core/task";
import { defineTask } from "@/library/define-task";
import { chain, step } from "@/testing/nodes";
import { ALL_TASKS } from "@/testing/tasks";
import type { TestRun } from "@/testing/test-run";
import { testApp, type TestApp } from "@/testing/workers";

const MIB = 1024 * 1024;

function nested(depth: number): unknown {
  let value: unknown = 0;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}

function revokedProxy(of: object): object {
  const { proxy, revoke } = Proxy.revocable(of, {});
  revoke();
  return proxy;
}

function throwing(of: object, key: string): object {
  return Object.defineProperty(of, key, {
    enumerable: true,
    get() {
      throw new Error(`no ${key}`);
    },
  });
}

type Deed = (ctx: TaskContext) => unknown;
const throws = (what: unknown) => () => {
  throw what;
};

/** Name of the deed: what it does, the code its step fails with, and what the message says. */
const FAILING: { [name: string]: [Deed, code: string, message: RegExp] } = {
  "a function": [() => () => 1, "RESULT_INVALID", /a function is not JSON/],
  NaN: [() => NaN, "RESULT_INVALID", /NaN is not JSON/],
  Infinity: [() => ({ a: [Infinity] }), "RESULT_INVALID", /"a\.0" .* Infinity is not JSON/],
  "a Date": [() => new Date(0), "RESULT_INVALID", /toISOString/],
  "a Map": [() => new Map(), "RESULT_INVALID", /an instance of Map is not JSON/],
  "a getter that throws": [() => throwing({}, "a"), "RESULT_INVALID", /"a" .*no a/],
  "501 levels": [() => nested(501), "RESULT_INVALID", /deeper than 500 levels/],
  "100,000 levels": [() => nested(100_000), "RESULT_INVALID", /deeper than 500 levels/],
  "1 MiB and a byte": [
    () => "x".repeat(MIB - 1),
    "RESULT_TOO_LARGE",
    /has 1048577 bytes; the limit is 1048576 \(LIMIT_RESULT_BYTES\)/,
  ],
  "throw null": [throws(null), "TASK_ERROR", /threw null, which is no Error/],
  "throw undefined": [throws(undefined), "TASK_ERROR", /threw undefined/],
  "throw a bigint": [throws(10n), "TASK_ERROR", /BigInt/],
  "throw a symbol": [throws(Symbol("s")), "TASK_ERROR", /Symbol\(s\)/],
  "throw a revoked proxy": [throws(revokedProxy({})), "TASK_ERROR", /cannot be read/],
  "throw an error that throws": [
    throws(throwing(new Error("x"), "message")),
    "TASK_ERROR",
    /cannot be read/,
  ],
  "throw what says of its end with a throw": [
    throws(throwing({}, "final")),
    "TASK_ERROR",
    /no Error/,
  ],
  "throw 50 MB": [
    throws(new Error("z".repeat(50_000_000))),
    "TASK_ERROR",
    /… \(50000000 characters\)$/,
  ],
  "throw half a character": [throws(new Error("a\ud800")), "TASK_ERROR", /^a\ud800$/],
  "reject with null": [() => Promise.reject(null as unknown as Error), "TASK_ERROR", /threw null/],
  "a thenable that rejects": [
    () => ({ then: (_: unknown, reject: (why: null) => void) => reject(null) }),
    "TASK_ERROR",
    /threw null/,
  ],
  "a retry after NaN": [(ctx) => ctx.retry({ delayMs: NaN }), "TASK_ERROR", /from 0, not NaN$/],
  "a retry in the past": [(ctx) => ctx.retry({ delayMs: -1 }), "TASK_ERROR", /from 0, not -1$/],
  "a retry without a time": [
    (ctx) => ctx.retry(undefined as never),
    "TASK_ERROR",
    /ctx\.retry takes \{ delayMs \}/,
  ],
  "progress of NaN": [(ctx) => ctx.progress(NaN, 1), "TASK_ERROR", /two numbers from 0/],
};

/** Odd, but data: what the result is. */
const PASSING: { [name: string]: [Deed, result: string] } = {
  "half a character": [() => "\ud800", '"\\ud800"'],
  "the key __proto__": [
    () => JSON.parse('{"__proto__":{"polluted":1},"constructor":2}') as unknown,
    '{"__proto__":{"polluted":1},"constructor":2}',
  ],
  "minus zero": [() => -0, "0"],
  "holes in a list": [() => Object.assign([1], { 2: 3 }), "[1,null,3]"],
  "500 levels": [() => nested(500), JSON.stringify(nested(500))],
  "1 MiB": [() => "x".repeat(MIB - 2), JSON.stringify("x".repeat(MIB - 2))],
  "a label and a line with half a character": [
    (ctx) => {
      ctx.setState("a\ud800");
      ctx.log("b\ud800");
      return 1;
    },
    "1",
  ],
};

const deeds = new Map<string, Deed>(
  [...Object.entries(FAILING), ...Object.entries(PASSING)].map(([name, [deed]]) => [name, deed]),
);
deeds.set("stop", (ctx) => ctx.stop("x".repeat(5_000_000)));
const oddity = defineTask({
  name: "oddity",
  description: "Does what is asked by name.",
  params: { name: z.string() },
  result: z.unknown(),
  run: ({ name }, ctx) => deeds.get(name)?.(ctx),
});

let app: TestApp;
let bystander: TestRun;

beforeAll(async () => {
  app = await testApp({ tasks: [...ALL_TASKS, oddity] });
  bystander = await app.submit(chain(step("g", "gate", "way", 7), step("z", "add", 1)));
  await app.gate("way").arrivals(1);
});
afterAll(() => app[Symbol.asyncDispose]());

describe("a handler", () => {
  it.each(Object.entries(FAILING))("that gives %s fails its step", async (name, [, code, says]) => {
    const run = await app.run(chain(step("o", "oddity", name), step("z", "ident")));
    const shot = await run.look();
    expect(shot.letters("o", "z")).toBe("F K");
    expect(shot.node("o")).toMatchObject({ attempt: 1, epoch: 1, claims: 1 });
    const { error } = await app.engine.getNode(run.id, "o");
    expect(error).toMatchObject({ code, message: expect.stringMatching(says) as unknown });
    expect(JSON.stringify(error).length).toBeLessThan(20_000);
  });

  it.each(Object.entries(PASSING))("that gives %s gives data", async (name, [, result]) => {
    const run = await app.run(chain(step("o", "oddity", name), step("z", "ident")));
    expect((await run.look()).letters("o", "z")).toBe("S S");
    expect(JSON.stringify(await run.value("z"))).toBe(result);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe("ctx.stop", () => {
  it("keeps the beginning of a reason of 5 MB", async () => {
    const run = await app.run(chain(step("o", "oddity", "stop"), step("z", "ident")));
    expect((await run.look()).letters("o", "z")).toBe("S K");
    const notes = await app.redis.client.hvals(app.services.keys.runKey(run.id, "notes"));
    expect(notes.join("").length).toBeLessThan(2000);
  });
});

describe("a run that is under way", () => {
  it("has not noticed any of it", async () => {
    app.gate("way").open();
    const shot = await bystander.settled();
    expect(shot.letters("g", "z")).toBe("S S");
    expect(await bystander.value("z")).toBe(8);
    expect([bystander.count("g"), bystander.count("z")]).toEqual([1, 1]);
    expect(app.said.filter((line) => line.startsWith("error"))).toEqual([]);
  });
});
