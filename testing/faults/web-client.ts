/** What a browser does with the API, over HTTP: one address after the other until one answers. */
import type { RunEvent, RunEventBatch } from "@/core/events";
import type { Workflow } from "@/core/node";
import type { RunSnapshot } from "@/core/snapshot";
import type { Engine } from "@/engine/index";

/** Where to look now; a web process that is replaced has another address. */
export type Addresses = () => readonly string[];

const API = "/api/trpc";

async function anyOf<T>(addresses: Addresses, ask: (base: string) => Promise<T>): Promise<T> {
  const failures: unknown[] = [];
  for (const address of addresses()) {
    try {
      return await ask(address + API);
    } catch (error) {
      failures.push(error);
    }
  }
  throw new AggregateError(failures, "No web process answers");
}

async function dataOf<T>(response: Response): Promise<T> {
  const answer = (await response.json()) as { result?: { data: T } };
  if (!answer.result) throw new Error(`Refused: ${JSON.stringify(answer)}`);
  return answer.result.data;
}

export function webClient(addresses: Addresses): Pick<Engine, "getRun" | "follow"> & {
  submit(workflow: Workflow): Promise<string>;
} {
  const get = (path: string, input: unknown, init: RequestInit = {}) =>
    anyOf(addresses, (base) =>
      fetch(`${base}/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, init),
    );
  return {
    getRun: async (runId) => dataOf<RunSnapshot>(await get("runs.get", { runId })),
    async submit(workflow) {
      const answer = await anyOf(addresses, (base) =>
        fetch(`${base}/runs.submit`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ workflow }),
        }),
      );
      return (await dataOf<{ runId: string }>(answer)).runId;
    },
    async *follow(runId, lastEventId, signal) {
      const stream = await get("runs.events", { runId, lastEventId }, { signal });
      yield* batchesOf(stream);
    },
  };
}

/** Ends when the stream does; throws when it breaks. */
async function* batchesOf(response: Response): AsyncGenerator<RunEventBatch> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of response.body ?? []) {
    const frames = (rest + decoder.decode(bytes as Uint8Array, { stream: true })).split("\n\n");
    rest = frames.pop() ?? "";
    for (const frame of frames) {
      const cursor = /^id: (.*)$/m.exec(frame)?.[1];
      const data = /^data: (.*)$/m.exec(frame)?.[1];
      if (cursor === undefined || data === undefined) continue;
      const { events } = JSON.parse(data) as { events?: RunEvent[] };
      yield events ? { kind: "events", events, cursor } : { kind: "reset", cursor };
    }
  }
}
