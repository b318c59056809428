/**
 * A way into the stream of a response past tRPC, for messages that many viewers share: they go out as the bytes
 * they are, made once.
 *
 * tRPC would make text of each message anew for each viewer, and carry it through a dozen asynchronous layers in
 * three parts. It still writes what is of one viewer: word that the stream is open, pings, errors and the end.
 */

/** What comes behind each message of tRPC's, as a part of its own. */
const END_OF_MESSAGE = "\n\n";

type Bytes = Uint8Array<ArrayBuffer>;

export class Bypass {
  #reader: ReadableStreamDefaultController<Bytes> | undefined;
  /** tRPC has said its first word: nothing may come before it. */
  #isOpen = false;
  #isOver = false;
  readonly #waiting = new Set<() => void>();

  /** Resolves when the message is on its way, or when nobody reads any more. Waits for a reader that is slow. */
  async send(message: Bytes): Promise<void> {
    while (!this.#isOver && !(this.#isOpen && this.#hasRoom())) await this.#change();
    if (!this.#isOver) this.#reader?.enqueue(message);
  }

  /** The response, with what is sent put between the messages of its own. */
  join(response: Response): Response {
    if (response.body === null) return response;
    const own = response.body.getReader();
    const body = new ReadableStream<Bytes>({
      start: (reader) => {
        this.#reader = reader;
        void this.#passOn(own);
      },
      pull: () => this.#wakeAll(),
      cancel: (reason) => {
        this.#end();
        return own.cancel(reason);
      },
    });
    return new Response(body, response);
  }

  /** A message comes in parts, between which nothing else may stand. */
  async #passOn(own: ReadableStreamDefaultReader<Bytes>): Promise<void> {
    const parts: Bytes[] = [];
    try {
      for (let part = await own.read(); !part.done; part = await own.read()) {
        parts.push(part.value);
        if (!isEnd(part.value)) continue;
        while (!this.#isOver && !this.#hasRoom()) await this.#change();
        if (this.#isOver) return;
        this.#reader?.enqueue(Buffer.concat(parts.splice(0)));
        this.#isOpen = true;
        this.#wakeAll();
      }
      if (!this.#isOver) this.#reader?.close();
    } catch (error) {
      if (!this.#isOver) this.#reader?.error(error);
    } finally {
      this.#end();
    }
  }

  #hasRoom(): boolean {
    return (this.#reader?.desiredSize ?? 0) > 0;
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  #wakeAll(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  #end(): void {
    this.#isOver = true;
    this.#wakeAll();
  }
}

function isEnd(part: Bytes): boolean {
  return part.length === END_OF_MESSAGE.length && part.every((byte) => byte === 10);
}
