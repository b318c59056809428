/** The API as a program of somebody else calls it: fetch, JSON and the contract's names, nothing of ours. */
import type { RunEvent } from "@/core/events";
import type { Problem } from "@/core/problem";
import type { ResultAnswer } from "@/engine/index";
import { PATIENCE_MS, type Door, type Picture } from "./doors";

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

/** Of a tree, its root stands for the tree itself. */
const INSIDE: ReadonlySet<string> = new Set(["header", "body", "child"]);

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
  const getRun = (runId: string) => ask<Picture>("runs.get", { runId });
  const result = (runId: string, nodeId?: string) =>
    ask<ResultAnswer>("runs.result", { runId, nodeId });
  const follow: Door["follow"] = async function* (runId, lastEventId, signal) {
    const input = encodeURIComponent(JSON.stringify({ runId, lastEventId }));
    const response = await fetch(`${base}/runs.events?input=${input}`, { signal });
    for await (const { id, data } of framesOf(response)) {
      if (id === undefined) continue;
      const update = JSON.parse(data) as { events: RunEvent[] } | { reset: true };
      yield "reset" in update
        ? { kind: "reset", cursor: id }
        : { kind: "events", events: update.events, cursor: id };
    }
  };
  return {
    follow,
    async wait(runId) {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      if ((await getRun(runId)).run.settled) return;
      for await (const _ of follow(runId, null, signal)) {
        if ((await getRun(runId)).run.settled) return;
      }
      throw new Error(`The stream of ${runId} ended before the run did`);
    },
    async submit({ node: root }) {
      const workflow = { version: 1, name: "case", root };
      const { runId } = await tell<{ runId: string }>("runs.submit", { workflow });
      return runId;
    },
    getRun,
    result,
    async members(runId, ...path) {
      const { run, nodes } = await getRun(runId);
      const inside = (id: string) =>
        nodes.filter(({ parentId, role }) => parentId === id && INSIDE.has(role ?? ""));
      let owner = run.rootId;
      for (const place of path) owner = inside(owner)[place]!.id;
      const members = inside(owner);
      const answers = await Promise.all(members.map(({ id }) => result(runId, id)));
      const ready = answers.every((answer) => answer.ready);
      return {
        ready,
        successful: members.every(({ state }) => state === "succeeded"),
        failed: members.some(({ state }) => state === "failed"),
        waiting: !ready,
        completedCount: members.filter(({ state }) => state === "succeeded").length,
        results: answers.map(({ value, error }) => (error ? new Error(error.message) : value)),
      };
    },
    getNode: (runId, nodeId) => ask("runs.node", { runId, nodeId }),
    revoke: (input) => tell("runs.revoke", input),
    retry: (input) => tell("runs.retry", input),
    pause: (runId) => tell("runs.pause", { runId }),
    resume: (runId) => tell("runs.resume", { runId }),
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
