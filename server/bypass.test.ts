import { initTRPC, tracked } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { describe, expect, it } from "vitest";
import type { RunEvent, RunEventBatch } from "@/core/events";
import { Bypass } from "./bypass";
import { eventMessage, toUpdate } from "./event-message";

interface Stage {
  /** What the viewer is told, in this order. */
  batches: RunEventBatch[];
  /** What then happens. */
  end?: () => never;
  pingMs?: number;
}

const abort = (): never => {
  throw new DOMException("The server is closing.", "AbortError");
};

/** A stream of these batches, either as tRPC writes it or with the messages put in past it. */
async function open({ batches, end = abort, pingMs = 1_000 }: Stage, bypass?: Bypass) {
  const t = initTRPC.create({ isDev: false, sse: { ping: { enabled: true, intervalMs: pingMs } } });
  const router = t.router({
    events: t.procedure.subscription(async function* () {
      for (const batch of batches) {
        if (bypass) await bypass.send(eventMessage(batch));
        else yield tracked(batch.cursor, toUpdate(batch));
      }
      end();
    }),
  });
  const response = await fetchRequestHandler({
    endpoint: "/api",
    req: new Request("http://localhost/api/events"),
    router,
  });
  return bypass ? bypass.join(response) : response;
}

interface Message {
  event?: string;
  data: string;
  id?: string;
}

/** @throws Error for a text that is anything but whole messages */
function messagesIn(text: string): Message[] {
  const whole =
    /(?:event: (?<event>[a-z-]+)\n)?data: (?<data>[^\n]*)\n(?:id: (?<id>[^\n]*)\n)?\n\n/y;
  const messages: Message[] = [];
  while (whole.lastIndex < text.length) {
    const found = whole.exec(text);
    if (found === null) throw new Error("Something stands inside of a message.");
    messages.push({ ...found.groups } as unknown as Message);
  }
  return messages;
}

const dropped = (seq: number, parentId = "p"): RunEvent => ({
  ...{ seq, at: 5, type: "nodes.dropped", parentId },
});
const batch = (seq: number, parentId?: string): RunEventBatch => ({
  ...{ kind: "events", events: [dropped(seq, parentId)], cursor: `g:${seq}` },
});
const batches = (count: number) => Array.from({ length: count }, (_, at) => batch(at + 1));
const reset: RunEventBatch = { kind: "reset", cursor: "h:7" };
const strange = batch(2, 'line\nbreaks\r\n, "quotes", \u2028, \0, ü, 🌳 and data: id: event:');

describe("Bypass", () => {
  it.each<[string, Stage]>([
    ["events, a reset and strange names", { batches: [batch(1), strange, reset, batch(8)] }],
    ["a large batch", { batches: [batch(1, "x".repeat(300_000)), batch(2)] }],
    ["nothing but an end", { batches: [] }],
    [
      "an error after events",
      {
        batches: [batch(1)],
        end: () => {
          throw new Error("It is gone.");
        },
      },
    ],
  ])("writes the very bytes that tRPC writes: %s", async (_, stage) => {
    const plain = await open(stage);
    const past = await open(stage, new Bypass());
    expect([...past.headers]).toEqual([...plain.headers]);
    expect(past.status).toBe(plain.status);
    const text = await plain.text();
    expect(await past.text()).toBe(text);
    expect(messagesIn(text)[0]?.event).toBe("connected");
  });

  it("puts nothing inside of a message, however pings and readers come between", async () => {
    const response = await open({ batches: batches(300), pingMs: 1 }, new Bypass());
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      text += part.value;
      // Now and then nobody reads, until a ping has been made.
      if (text.length % 7 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const messages = messagesIn(text);
    expect(messages.some(({ event }) => event === "ping")).toBe(true);
    const told = messages.filter(({ event }) => event === undefined);
    expect(told.map(({ id }) => id)).toEqual(batches(300).map(({ cursor }) => cursor));
    expect(told.map(({ data }) => JSON.parse(data) as unknown)).toEqual(batches(300).map(toUpdate));
  });

  it("waits for a reader that does not read, and holds nothing back once it does", async () => {
    const bypass = new Bypass();
    const sent: number[] = [];
    const all = batches(50);
    const watched = all.map((each, at) => ({
      ...each,
      get cursor() {
        sent.push(at);
        return each.cursor;
      },
    }));
    const response = await open({ batches: watched }, bypass);
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent.length).toBeLessThan(5);
    expect(messagesIn(await response.text())).toHaveLength(51);
  });

  it("lets go of who waits when the reader leaves", async () => {
    const bypass = new Bypass();
    const response = await open({ batches: [], end: () => abort() }, bypass);
    const reader = response.body?.getReader();
    await reader?.cancel();
    await expect(bypass.send(eventMessage(batch(1)))).resolves.toBeUndefined();
  });
});

describe("eventMessage", () => {
  it("is made once for each batch, whoever asks", () => {
    const one = batch(1);
    expect(eventMessage(one)).toBe(eventMessage(one));
    expect(eventMessage(batch(1))).toEqual(eventMessage(one));
  });
});
