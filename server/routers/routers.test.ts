import { TRPCError } from "@trpc/server";
import { describe, expect, it } from "vitest";
import { EngineError } from "@/core/errors";
import type { Engine } from "@/engine/port";
import { publicStream, toPublicError } from "../errors";
import { appRouter } from "./_app";

/** An engine of which nothing may be used. */
const untouchable = new Proxy({} as Engine, {
  get: (_, name) => {
    throw new Error(`engine.${String(name)} was used`);
  },
});

const INPUTS = {
  workflow: {},
  runId: "r",
  nodeId: "n",
  scope: "failed",
};

describe("appRouter", () => {
  const procedures = Object.keys(appRouter._def.procedures);

  it("has the procedures of the contract", () => {
    expect(procedures).toEqual(
      expect.arrayContaining([
        ...["submit", "get", "list", "node", "result", "events", "follow", "revoke", "retry"].map(
          (name) => `runs.${name}`,
        ),
        ...[
          "runs.history",
          "runs.waiting",
          "runs.workflow",
          "runs.pause",
          "runs.pin",
          "runs.unpin",
          "runs.resume",
          "runs.remove",
          "tasks.list",
          "workflows.validate",
        ],
        ...["workers.list", "logs.tail", "queues.list", "queues.pause", "queues.resume"],
      ]),
    );
  });

  it.each(procedures)("does not let anybody reach %s without access", async (path) => {
    for (const verdict of [{ is: "unknown" }, { is: "wrong" }] as const) {
      const caller = appRouter.createCaller({ engine: untouchable, verdict });
      const [group = "", name = ""] = path.split(".");
      const groups = caller as unknown as {
        [group: string]: { [name: string]: (input: unknown) => Promise<unknown> };
      };
      await expect(groups[group]?.[name]?.(INPUTS)).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    }
  });

  it("slows down whoever guesses", async () => {
    const verdict = { is: "slowed", waitMs: 1500 } as const;
    const caller = appRouter.createCaller({ engine: untouchable, verdict });
    await expect(caller.tasks.list()).rejects.toMatchObject({
      code: "TOO_MANY_REQUESTS",
      message: "Too many wrong tokens. Try again in 2 s.",
    });
  });

  it("refuses ids and cursors beyond reason before the engine sees them", async () => {
    const caller = appRouter.createCaller({ engine: untouchable, verdict: { is: "allowed" } });
    const long = "x".repeat(10_000);
    await expect(caller.runs.get({ runId: long })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(caller.runs.events({ runId: "r", lastEventId: long })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    await expect(caller.runs.list({ limit: 1e9 })).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: "The input does not fit. limit: Too big: expected number to be <=200.",
    });
  });
});

describe("toPublicError", () => {
  it("gives an engine's refusal its code, its sentence and itself for the problems", () => {
    const refusal = new EngineError("RUN_NOT_FOUND");
    expect(toPublicError(refusal)).toMatchObject({
      code: "NOT_FOUND",
      message: refusal.message,
      cause: refusal,
    });
  });

  it("says nothing of other errors", () => {
    const secret = new Error("connect redis://user:password@host");
    const wrapped = new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: secret });
    for (const error of [secret, wrapped]) {
      expect(toPublicError(error).message).not.toContain("password");
      expect(toPublicError(error)).toMatchObject({ code: "INTERNAL_SERVER_ERROR" });
    }
  });
});

describe("toPublicError of a Redis that is away", () => {
  it.each(["Connection is closed.", "Command timed out"])(
    "lets the browser come back: %s",
    (message) => {
      expect(toPublicError(new Error(message))).toMatchObject({ code: "SERVICE_UNAVAILABLE" });
    },
  );
});

describe("publicStream", () => {
  it("throws an AbortError at its end, so that nobody takes it for finished", async () => {
    const seen: number[] = [];
    async function* source() {
      yield 1;
      yield 2;
    }
    const reading = (async () => {
      for await (const item of publicStream(source())) seen.push(item);
    })();
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    expect(seen).toEqual([1, 2]);
  });

  it("ends without a word when its reader has gone, however its source ends", async () => {
    const gone = AbortSignal.abort();
    async function* failing() {
      yield 1;
      throw new Error("cut off");
    }
    async function* ending() {
      yield 1;
    }
    for (const source of [failing(), ending()]) {
      const stream = publicStream(source, gone);
      await stream.next();
      expect(await stream.next()).toEqual({ done: true, value: undefined });
    }
  });

  it("translates what the engine throws in mid-stream", async () => {
    async function* source() {
      yield 1;
      throw new EngineError("CURSOR_INVALID");
    }
    const stream = publicStream(source());
    await stream.next();
    await expect(stream.next()).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });
});
