/** What every spec starts from: a page whose errors fail the test, and the API without the browser. */
import { test as base, expect } from "@playwright/test";
import type { Json, Workflow } from "@/core/node";

/** The API as anybody outside may use it. */
export interface Api {
  query<T = unknown>(procedure: string, input?: unknown): Promise<T>;
  mutate<T = unknown>(procedure: string, input?: unknown): Promise<T>;
  /** Submits a workflow and gives the id of its run. */
  submit(root: Workflow["root"], name?: string): Promise<string>;
  /** Waits until the run has ended and gives its result. */
  resultOf(runId: string): Promise<Result>;
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

export const test = base.extend<{ api: Api; pageErrors: string[] }>({
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
    };
    await provide(api);
  },

  // Automatic: an exception in the page fails the test it happened in.
  pageErrors: [
    async ({ page }, provide) => {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.stack ?? error.message));
      await provide(errors);
      expect(errors, "exceptions in the page").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
