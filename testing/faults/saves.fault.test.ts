/** Saved workflows while Redis, the web process or the network goes away in the middle of a save. */
import { expect } from "vitest";
import { isEngineError } from "@/core/errors";
import type { SavedRevision, WorkflowVersion } from "@/core/saved";
import { connectRedis } from "@/engine/redis";
import type { Services } from "@/engine/core-services";
import { createServices } from "@/engine/services";
import { createTemplates } from "@/engine/templates";
import { createStore, createWorkflows } from "@/engine/workflows";
import { redisProxy } from "../redis-proxy";
import type { WireCommand } from "../redis-wire";
import { step } from "../nodes";
import { fault } from "./fault";
import { scriptOf } from "./script-names";
import type { Stage } from "./stage";
import { until } from "./until";

const ID = "w_fault";
const documentOf = (n: number) => ({
  version: 1 as const,
  name: `Edit ${n}`,
  root: step("a", "give", n),
});

interface Call {
  id: string;
  baseRevision: number;
  workflow: unknown;
  saveId: string;
}

/** As the editor does: the same save again and again until there is an answer, then the next. */
async function saveInTurn(
  count: number,
  save: (call: Call) => Promise<{ revision: number }>,
): Promise<number> {
  let repeats = 0;
  for (let n = 1; n <= count; n += 1) {
    const call = { id: ID, baseRevision: n - 1, workflow: documentOf(n), saveId: `save-${n}` };
    for (;;) {
      try {
        const { revision } = await save(call);
        expect(revision).toBe(n);
        break;
      } catch (error) {
        // What is refused for another reason than that nobody answers is a loss.
        if (isEngineError(error)) throw error;
        repeats += 1;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }
  return repeats;
}

/** Every save is one revision, in its order, with its document. */
async function expectAll(
  count: number,
  read: {
    versions: () => Promise<{ versions: WorkflowVersion[] }>;
    get: (revision: number) => Promise<SavedRevision>;
  },
): Promise<void> {
  const { versions } = await read.versions();
  expect(versions.map(({ revision, saveId }) => [revision, saveId])).toEqual(
    Array.from({ length: count }, (_, i) => [count - i, `save-${count - i}`]),
  );
  for (let n = 1; n <= count; n += 1) {
    expect((await read.get(n)).workflow).toEqual(documentOf(n));
  }
}

/**
 * Calls `use` with services whose Redis is killed again and again where it is sent this script: before it arrives
 * and, every other time, after it has come and before it is answered. Answers how often.
 */
async function killAtEach(
  script: string,
  { redis }: Stage,
  use: (services: Services) => Promise<void>,
): Promise<number> {
  await using proxy = await redisProxy(redis.url);
  const client = connectRedis(proxy.url, {
    ...{ maxRetriesPerRequest: 2, commandTimeout: 1000, retryStrategy: () => 20 },
  });
  client.on("error", () => {});
  let isOver = false;
  let kills = 0;
  const killer = async () => {
    while (!isOver) {
      const then = kills % 2 === 0 ? "cut" : "dropReplies";
      const matches = (command: WireCommand) => scriptOf(command) === script;
      const sprung = proxy.trap({ matches, nth: 2 + (kills % 3), then });
      await Promise.race([sprung, until(() => isOver)]);
      if (isOver) break;
      await redis.kill();
      await redis.start();
      kills += 1;
      proxy.drop();
      proxy.mend();
    }
    proxy.mend();
  };
  const killing = killer();
  try {
    await use(createServices(client, { prefix: "faults" }));
  } finally {
    isOver = true;
    await killing;
    client.disconnect();
  }
  return kills;
}

fault(
  // With everysec a save of the last second may be gone; the editor has it, and sends it again.
  { id: "S1", title: "kill -9 of Redis in mid-save, again and again", fsync: "always" },
  async (stage, tell) => {
    let repeats = 0;
    const kills = await killAtEach("saveWorkflow", stage, async (services) => {
      const workflows = createWorkflows(createStore(services));
      repeats = await saveInTurn(40, (call) => workflows.save(call));
    });
    const { workflows } = stage.engine;
    await expectAll(40, {
      versions: () => workflows.versions(ID, {}),
      get: (revision) => workflows.get(ID, revision),
    });
    expect(kills).toBeGreaterThan(3);
    tell(`40 saves over ${kills} kills, ${repeats} repeated: 40 revisions, each once`);
  },
);

const templateOf = (n: number) => ({
  version: 1 as const,
  ...{ name: `Template ${n}`, description: "", relation: "chain" as const, parameters: [] },
  nodes: [{ kind: "task" as const, task: "give", args: [n] }],
});

fault(
  {
    ...{ id: "S4", title: "kill -9 of Redis while a template is saved, again and again" },
    fsync: "always",
  },
  async (stage, tell) => {
    let repeats = 0;
    const kills = await killAtEach("saveTemplate", stage, async (services) => {
      const templates = createTemplates(services);
      repeats = await saveInTurn(20, ({ baseRevision }) =>
        templates.save({ id: ID, baseRevision, template: templateOf(baseRevision + 1) }),
      );
    });
    const { templates } = stage.engine;
    // None is there twice, none is older than what was answered.
    expect(await templates.list()).toMatchObject([{ ...templateOf(20), id: ID, revision: 20 }]);
    expect(kills).toBeGreaterThan(3);
    tell(`20 saves over ${kills} kills, ${repeats} repeated: one template, at its 20th revision`);
  },
);

fault(
  { id: "S2", title: "kill -9 of the web process in mid-save, and a new one" },
  async (stage, tell) => {
    let web = await stage.startWeb();
    let asked = 0;
    let kills = 0;
    const call = async <T>(procedure: string, init: RequestInit = {}, query = ""): Promise<T> => {
      const response = await fetch(`${web.address}/api/trpc/${procedure}${query}`, init);
      const answer = (await response.json()) as { result?: { data: T } };
      if (!answer.result) throw new Error(JSON.stringify(answer));
      return answer.result.data;
    };
    const get = <T>(procedure: string, input: object) =>
      call<T>(procedure, {}, `?input=${encodeURIComponent(JSON.stringify(input))}`);
    const repeats = await saveInTurn(12, async (input) => {
      asked += 1;
      const answer = call<{ revision: number }>("workflows.save", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(input),
      });
      if (asked % 4 === 0) {
        kills += 1;
        answer.catch(() => {});
        await web.kill();
        web = await stage.startWeb();
      }
      return answer;
    });
    await expectAll(12, {
      versions: () => get("workflows.versions", { id: ID }),
      get: (revision) => get("workflows.get", { id: ID, revision }),
    });
    tell(`12 saves over ${kills} kills, ${repeats} repeated: 12 revisions, each once`);
  },
);

fault({ id: "S3", title: "Redis is full" }, async ({ redis, engine }, tell) => {
  const { workflows } = engine;
  const first = { id: ID, baseRevision: 0, workflow: documentOf(1), saveId: "save-1" };
  await workflows.save(first);
  await redis.client.config("SET", "maxmemory", "1");
  const second = { id: ID, baseRevision: 1, workflow: documentOf(2), saveId: "save-2" };
  await expect(workflows.save(second)).rejects.toMatchObject({ code: "MEMORY_FULL" });
  expect((await workflows.get(ID)).revision).toBe(1);
  await redis.client.config("SET", "maxmemory", "0");
  await workflows.save(second);
  await expectAll(2, {
    versions: () => workflows.versions(ID, {}),
    get: (revision) => workflows.get(ID, revision),
  });
  tell("refused by name, nothing changed, taken when there was room");
});
