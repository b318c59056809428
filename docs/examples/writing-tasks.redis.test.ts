/** The tasks of docs/writing-tasks.md, on real workers. */
import { readdirSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { chain, connect, defineTask, type StepFailure } from "espalier";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { testConnection } from "@/library/test-connection";
import { testRedis } from "@/testing/redis";
import { startWorkerProcess } from "@/testing/worker-process";
import { TASKS } from "@/testing/tasks";
import { countItems } from "./count-items";
import { countPrimes } from "./count-primes";
import { fetchJson } from "./fetch-json";
import { importRows } from "./import-rows";
import { newest } from "./newest";
import { calls, repeat } from "./repeat";
import { everywhere, restart, rollout } from "./rollout";
import { shout } from "./shout";
import { mul, sum, sumOfSquares } from "./sums";
import { writeLetter } from "./write-letter";

const { ident } = TASKS;

async function server(answer: RequestListener) {
  const http = createServer(answer);
  await new Promise<void>((resolve) => void http.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
    [Symbol.dispose]: () => void http.close(),
  };
}

describe("parameters", () => {
  it("are filled by default, in their place, by name, and behind what is received", async () => {
    await using given = await testConnection({ tasks: [repeat, ident] });
    const { byDefault, inPlace, byName, behindWhatIsReceived } = calls;
    const asked = { byDefault, inPlace, byName, behind: chain(inPlace, behindWhatIsReceived) };
    const results = [];
    for (const node of Object.values(asked)) {
      using run = await given.espalier.apply(node);
      results.push(await run.get());
    }
    expect(results).toEqual(["abab", "ababab", "ababab", "ab".repeat(9)]);
  });

  it("are refused by name, before anything runs", async () => {
    await using given = await testConnection({ tasks: [repeat] });
    const { espalier } = given;
    await expect(espalier.apply(repeat.s("ab", 0))).rejects.toThrow(/times/);
    await expect(espalier.apply(repeat.s())).rejects.toThrow(/text/);
  });

  it("that only code can check, and results that are none, fail the step", async () => {
    const even = defineTask({
      name: "even",
      description: "Takes even numbers, and gives nothing.",
      params: { n: z.number().refine((n) => n % 2 === 0, "is odd") },
      result: z.null(),
      run: () => undefined as unknown as null,
    });
    await using given = await testConnection({ tasks: [even] });
    const codes = [];
    for (const n of [1, 2]) {
      using run = await given.espalier.apply(even.s(n));
      const failure = (await run.get().catch((error: unknown) => error)) as StepFailure;
      codes.push(failure.code);
    }
    expect(codes).toEqual(["ARGUMENTS_INVALID", "RESULT_INVALID"]);
  });

  it("are described to the palette, in the declared order", () => {
    expect(Object.keys(repeat.info.params.properties as object)).toEqual(["text", "times"]);
    expect(shout.info.name).toBe("demo.shout");
  });
});

describe("errors", () => {
  it("are tried again, waited for as asked, or end at once", async () => {
    let asked = 0;
    using there = await server((request, response) => {
      asked += 1;
      if (request.url === "/gone") response.writeHead(404).end();
      else if (asked === 1) response.writeHead(429, { "retry-after": "0.01" }).end();
      else if (asked === 2) response.writeHead(500).end();
      else response.end("[1]");
    });
    await using given = await testConnection({ tasks: [fetchJson] });
    const backoff = { type: "fixed", delayMs: 1 } as const;
    using run = await given.espalier.apply(fetchJson.s(there.url).set({ backoff }));
    expect(await run.get()).toEqual([1]);
    expect(run.view.attempt).toBe(3);

    using gone = await given.espalier.apply(fetchJson.s(`${there.url}gone`));
    await expect(gone.get()).rejects.toThrow("answered 404");
    expect(gone.view.attempt).toBe(1);
  });

  it("of time are tried again, as attempts say", async () => {
    using silent = await server(() => {});
    await using given = await testConnection({ tasks: [fetchJson] });
    using run = await given.espalier.apply(
      fetchJson.s(silent.url).set({
        ...{ timeoutMs: 50, attempts: 2 },
        backoff: { type: "fixed", delayMs: 1 },
      }),
    );
    const failure = (await run.get().catch((error: unknown) => error)) as StepFailure;
    expect([failure.code, failure.attempt]).toEqual(["TIMEOUT", 2]);
  });
});

describe("a task", () => {
  it("shows its progress, a label and its log", async () => {
    await using given = await testConnection({ tasks: [importRows] });
    using run = await given.espalier.apply(importRows.s(["a", " ", "b"]));
    expect(await run.get()).toEqual({ imported: 2, left: 1 });
    expect([run.view.completedSteps, run.view.totalSteps]).toEqual([3, 3]);
    const { lines } = await given.app.engine.tailLogs(run.runId, run.nodeId, null);
    expect(lines.map(({ message }) => message)).toEqual(["Row 2 is empty and was left out."]);
  });

  it("writes one letter for one decision, and another for new arguments", async () => {
    await using given = await testConnection({ tasks: [writeLetter] });
    using run = await given.espalier.apply(writeLetter.s("Ann", "Hello"));
    await run.get();
    await run.retry({ scope: "from" });
    await run.get();
    expect(readdirSync(given.app.dataDir).filter((f) => f.endsWith(".letter"))).toHaveLength(2);
  });

  it("goes on from page to page in one node", async () => {
    using pages = await server(({ url = "/" }, response) => {
      const at = Number(url.slice(1) || 0);
      const next = at < 3 ? `${pages.url}${at + 1}` : null;
      response.end(JSON.stringify({ items: [1, 2], next }));
    });
    await using given = await testConnection({ tasks: [countItems] });
    using run = await given.espalier.apply(countItems.s(pages.url));
    expect(await run.get()).toBe(8);
    expect(run.nodes.map(({ view }) => view.iteration)).toEqual([3]);
  });

  it("may be replaced by a chord", async () => {
    await using given = await testConnection({ tasks: [sumOfSquares, mul, sum] });
    using run = await given.espalier.apply(sumOfSquares.s(4));
    expect(await run.get()).toBe(30);
    expect(run.children[0]?.children.length).toBe(5);
  });

  it("takes a task as a parameter", async () => {
    await using given = await testConnection({ tasks: [rollout, restart] });
    using run = await given.espalier.apply(everywhere);
    expect(await run.get()).toBe("web on b");
    expect(await run.children[0]?.children.join()).toEqual(["web on a", "web on b"]);
  });

  it("may end the rest by choice", async () => {
    await using given = await testConnection({ tasks: [newest, ident] });
    using run = await given.espalier.apply(chain(newest.s([]), ident.s().id("rest")));
    await run.wait();
    expect([run.state, run.node("rest").state]).toEqual(["succeeded", "skipped"]);
  });
});

describe("an isolated task of a module anywhere", () => {
  it("is served by a worker that names it, and is killed by its limit", async () => {
    await using redis = await testRedis();
    const env = { REDIS_URL: redis.url, ESPALIER_PREFIX: redis.prefix };
    await using worker = startWorkerProcess({ ...env, WORKER_TASKS: "docs/examples/count-*.ts" });
    await worker.says("Ready");
    await using espalier = await connect({ env });
    using run = await espalier.apply(countPrimes.s(100));
    expect(await run.get()).toBe(25);
    using endless = await espalier.apply(countPrimes.s(1e15).set({ timeoutMs: 100 }));
    const failure = (await endless.get().catch((error: unknown) => error)) as StepFailure;
    expect(failure.error?.message).toContain("Its process was killed.");
    await expect(espalier.work({ tasks: [countPrimes] })).rejects.toThrow("is isolated");
  });
});
