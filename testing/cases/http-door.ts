/** The API as a program of somebody else calls it: fetch, JSON and the contract's names, nothing of ours. */
import type { RunEvent } from "@/core/events";
import type { Problem } from "@/core/problem";
import type { Door } from "./doors";

/** What the API refuses, told as its JSON tells it. */
export class Refusal extends Error {
  readonly status: number;
  /** The engine's code, for example `WORKFLOW_INVALID`. */
  readonly code: string;
  readonly problems: Problem[];

  constructor(status: number, { message, data }: NonNullable<Answer["error"]>) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.code = data.reason ?? data.code;
    this.problems = data.problems ?? [];
  }
}

interface Answer {
  result?: { data: unknown };
  error?: {
    message: string;
    data: { code: string; reason?: string | null; problems?: Problem[] };
  };
}

/** `base` ends in `/api/trpc`. */
export function httpDoor(base: string): Door {
  const ask = <T>(name: string, input: object) =>
    read<T>(fetch(`${base}/${name}?input=${encodeURIComponent(JSON.stringify(input))}`));
  const tell = <T>(name: string, input: object) =>
    read<T>(
      fetch(`${base}/${name}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(input),
      }),
    );
  return {
    submit: (input) => tell("runs.submit", input),
    getRun: (runId) => ask("runs.get", { runId }),
    getNode: (runId, nodeId) => ask("runs.node", { runId, nodeId }),
    result: (runId, nodeId) => ask("runs.result", { runId, nodeId }),
    revoke: (input) => tell("runs.revoke", input),
    retry: (input) => tell("runs.retry", input),
    pause: (runId) => tell("runs.pause", { runId }),
    resume: (runId) => tell("runs.resume", { runId }),
    async *follow(runId, lastEventId, signal) {
      const input = encodeURIComponent(JSON.stringify({ runId, lastEventId }));
      const response = await fetch(`${base}/runs.events?input=${input}`, { signal });
      for await (const { id, data } of framesOf(response)) {
        if (id === undefined) continue;
        const update = JSON.parse(data) as { events: RunEvent[] } | { reset: true };
        yield "reset" in update
          ? { kind: "reset", cursor: id }
          : { kind: "events", events: update.events, cursor: id };
      }
    },
  };
}

async function read<T>(sent: Promise<Response>): Promise<T> {
  const response = await sent;
  const answer = (await response.json()) as Answer;
  if (answer.error) throw new Refusal(response.status, answer.error);
  return answer.result?.data as T;
}

interface Frame {
  id?: string;
  data: string;
}

/** The frames of a stream of server-sent events. */
async function* framesOf(response: Response): AsyncGenerator<Frame> {
  if (!response.ok || !response.body) throw new Error(`No stream: ${response.status}`);
  let text = "";
  for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
    text += part;
    const frames = text.split("\n\n");
    text = frames.pop() ?? "";
    yield* frames.map(toFrame);
  }
}

function toFrame(text: string): Frame {
  const frame: Frame = { data: "" };
  for (const line of text.split("\n")) {
    if (line.startsWith("id: ")) frame.id = line.slice("id: ".length);
    if (line.startsWith("data: ")) frame.data += line.slice("data: ".length);
  }
  return frame;
}
