/** What every spec starts from: a page whose errors fail the test, and the API without the browser. */
import { test as base, expect } from "@playwright/test";
import type { Json, Workflow } from "@/core/node";
import type { NodeView, RunSnapshot } from "@/core/snapshot";

/** The API as anybody outside may use it. */
export interface Api {
  query<T = unknown>(procedure: string, input?: unknown): Promise<T>;
  mutate<T = unknown>(procedure: string, input?: unknown): Promise<T>;
  /** Submits a workflow and gives the id of its run. */
  submit(root: Workflow["root"], name?: string): Promise<string>;
  /** Waits until the run has ended and gives its result. */
  resultOf(runId: string): Promise<Result>;
  /** Every node of a run as the server sees it now. */
  snapshot(runId: string): Promise<RunSnapshot>;
  /** One node of it. */
  node(runId: string, nodeId: string): Promise<NodeView>;
}

interface Result {
  state: string;
  ready: boolean;
  value?: Json;
}

interface Answer<T> {
  result?: { data: T };
  error?: { message: string };
}

function dataOf<T>(procedure: string, answer: Answer<T>): T {
  if (!answer.result) throw new Error(`${procedure}: ${answer.error?.message ?? "no result"}`);
  return answer.result.data;
}

interface Fixtures {
  api: Api;
  /** What the console may complain of, where a spec breaks something on purpose. */
  toleratedError: RegExp | null;
  pageErrors: string[];
}

export const test = base.extend<Fixtures>({
  toleratedError: [null, { option: true }],

  api: async ({ request }, provide) => {
    const api: Api = {
      async query<T>(procedure: string, input?: unknown) {
        const params = input === undefined ? {} : { input: JSON.stringify(input) };
        const answer = await request.get(`/api/trpc/${procedure}`, { params });
        return dataOf<T>(procedure, (await answer.json()) as Answer<T>);
      },
      async mutate<T>(procedure: string, input?: unknown) {
        const answer = await request.post(`/api/trpc/${procedure}`, { data: input ?? {} });
        return dataOf<T>(procedure, (await answer.json()) as Answer<T>);
      },
      async submit(root, name = "A test") {
        const workflow: Workflow = { version: 1, name, root };
        return (await api.mutate<{ runId: string }>("runs.submit", { workflow })).runId;
      },
      async resultOf(runId) {
        const read = () => api.query<Result>("runs.result", { runId });
        await expect.poll(async () => (await read()).ready).toBe(true);
        return read();
      },
      snapshot: (runId) => api.query<RunSnapshot>("runs.get", { runId }),
      async node(runId, nodeId) {
        const { nodes } = await api.snapshot(runId);
        const node = nodes.find(({ id }) => id === nodeId);
        if (node === undefined) throw new Error(`Run ${runId} has no node ${nodeId}`);
        return node;
      },
    };
    await provide(api);
  },

  // Automatic: an exception in the page, or an error in its console, fails the test it happened in.
  pageErrors: [
    async ({ page, toleratedError }, provide) => {
      const errors: string[] = [];
      const note = (text: string) => {
        if (toleratedError === null || !toleratedError.test(text)) errors.push(text);
      };
      page.on("pageerror", (error) => note(error.stack ?? error.message));
      page.on("console", (message) => {
        if (message.type() === "error") note(`${message.text()} (${message.location().url})`);
      });
      await provide(errors);
      expect(errors, "errors in the page and its console").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
