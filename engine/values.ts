/** Values of elements: what a step receives, what a node's result is. */
import { EngineError } from "@/core/errors";
import type { Json } from "@/core/node";
import type { Expression, Link } from "@/core/plan";
import type { StepRecord } from "./step-record";
import type { Services } from "./core-services";
import type { StepPayload } from "./plan-text";
import { parseError, parseRecord, STATE_OF } from "./records";
import type { RunIndex } from "./run-index";

/** Fields read by one call. */
const PAGE = 500;

/** What has an outcome, whatever it is. */
const SETTLED: ReadonlySet<StepRecord["s"]> = new Set(["D", "F", "V", "K"]);

/** A value as JSON text: results are put together as text and parsed once, by whoever needs them. */
type Text = string;

/**
 * Puts together values of one run. Reads level by level, a page for many elements, so a list of thousands
 * takes tens of calls. What an element's value is does not change within its epoch.
 */
export class Values {
  readonly #services: Services;
  readonly #runId: string;
  readonly #loadIndex: () => Promise<RunIndex>;
  readonly #records = new Map<number, StepRecord>();
  readonly #results = new Map<number, Text>();
  /** What the value of a join is made of. */
  readonly #joins = new Map<number, Expression>();
  /** Exits of containers whose turn came, and in which something stopped by choice. */
  readonly #stoppedInside = new Set<number>();

  /** `loadIndex` is called where a container has to be named, and only there. */
  constructor(services: Services, runId: string, loadIndex: () => Promise<RunIndex>) {
    this.#services = services;
    this.#runId = runId;
    this.#loadIndex = loadIndex;
  }

  /** JSON text of an expression. What failed and is optional, or stopped by choice, is null. */
  async text(expression: Expression | undefined): Promise<Text> {
    if (expression === undefined) return "null";
    await this.#load(directOf(expression));
    if (typeof expression === "object" && "failure" in expression) {
      return this.#failure(expression.failure);
    }
    return this.#print(expression);
  }

  async value(expression: Expression | undefined): Promise<Json> {
    return JSON.parse(await this.text(expression)) as Json;
  }

  /**
   * Values of many elements, each undefined as long as the element has not settled: whoever knows better
   * has heard it before, or will hear of the retry.
   */
  async settled(elements: readonly number[]): Promise<(Json | undefined)[]> {
    await this.#load(elements);
    return elements.map((element) =>
      SETTLED.has(this.#records.get(element)?.s ?? "P")
        ? (JSON.parse(this.#valueOf(element)) as Json)
        : undefined,
    );
  }

  /** The elements, and level by level what their values are made of. */
  async #load(elements: readonly number[]): Promise<void> {
    let level = elements;
    while (level.length > 0) {
      await this.#read(level);
      level = level.flatMap((element) => {
        const next = this.#expressionOf(element);
        return next === undefined ? [] : directOf(next);
      });
    }
  }

  async #read(elements: readonly number[]): Promise<void> {
    const { redis, keys } = this.#services;
    const missing = [...new Set(elements)].filter((element) => !this.#records.has(element));
    for (let i = 0; i < missing.length; i += PAGE) {
      const page = missing.slice(i, i + PAGE);
      const fields = page.map(String);
      const [records, results] = await Promise.all([
        redis.hmget(keys.runKey(this.#runId, "steps"), ...fields),
        redis.hmget(keys.runKey(this.#runId, "results"), ...fields),
      ]);
      page.forEach((element, at) => {
        const record = records[at];
        const result = results[at];
        this.#records.set(element, record ? parseRecord(record) : { s: "P", e: 1 });
        if (result) this.#results.set(element, result);
      });
    }
    const joins = missing.filter((element) => this.#records.get(element)?.j === 1);
    await this.#readJoins(joins);
    await this.#readStopped(joins.filter((element) => this.#isLeftOut(element)));
  }

  #isLeftOut(element: number): boolean {
    const record = this.#records.get(element);
    return record?.s === "K" && record.ck === "choice";
  }

  /**
   * A container that was stopped inside has a value, with null for what is missing; one whose turn never came
   * has none. The first element of a container has its turn when the container has.
   */
  async #readStopped(joins: number[]): Promise<void> {
    if (joins.length === 0) return;
    const index = await this.#loadIndex();
    const firsts = new Map(
      joins.flatMap((join) => {
        const first = index.causeNode(join)?.range[0];
        return first === undefined || first === join ? [] : [[join, first]];
      }),
    );
    await this.#read([...firsts.values()]);
    for (const [join, first] of firsts) {
      if (this.#records.get(first)?.s !== "K") this.#stoppedInside.add(join);
    }
  }

  async #readJoins(elements: number[]): Promise<void> {
    const { redis, keys } = this.#services;
    for (let i = 0; i < elements.length; i += PAGE) {
      const page = elements.slice(i, i + PAGE);
      const texts = await redis.hmget(keys.runKey(this.#runId, "plan"), ...page.map(String));
      page.forEach((element, at) => {
        const value = parseHead(texts[at] ?? "{}").u;
        if (value !== undefined) this.#joins.set(element, value);
      });
    }
  }

  /** What an element's value is made of; undefined where it is its own result, or null. */
  #expressionOf(element: number): Expression | undefined {
    const record = this.#records.get(element);
    if (record?.s !== "D" && !this.#stoppedInside.has(element)) return undefined;
    return record?.rf ?? this.#joins.get(element);
  }

  #valueOf(element: number): Text {
    const expression = this.#expressionOf(element);
    if (expression !== undefined) return this.#print(expression);
    const record = this.#records.get(element);
    return record?.s === "D" && !record.st ? (this.#results.get(element) ?? "null") : "null";
  }

  #print(expression: Expression): Text {
    if (typeof expression === "number") return this.#valueOf(expression);
    if ("failure" in expression) throw new Error("A failure is no part of another value");
    return `[${directOf(expression)
      .map((element) => this.#valueOf(element))
      .join(",")}]`;
  }

  /** What an `onFailure` callback receives: the step that failed, was revoked or expired first. */
  async #failure(exit: number): Promise<Text> {
    await this.#read([exit]);
    const record = this.#records.get(exit);
    const cause = record?.j ? (record.em ?? exit) : exit;
    await this.#read([cause]);
    const failed = this.#records.get(cause);
    if (!failed || failed.s === "X") throw new EngineError("NODE_NOT_FOUND");
    const { nodeId, signature } = await this.#signatureOf(cause);
    return JSON.stringify({
      nodeId,
      task: signature?.task ?? null,
      state: STATE_OF[failed.s],
      error: failed.er === undefined ? null : parseError(failed.er),
      args: signature?.args ?? [],
      kwargs: signature?.kwargs ?? {},
    });
  }

  async #signatureOf(element: number): Promise<Partial<StepPayload>> {
    const { redis, keys } = this.#services;
    const [text, override] = await Promise.all([
      redis.hget(keys.runKey(this.#runId, "plan"), String(element)),
      redis.hget(keys.runKey(this.#runId, "notes"), `g${element}`),
    ]);
    const payload = override ?? text?.slice(text.indexOf("\n") + 1);
    if (payload) return JSON.parse(payload) as StepPayload;
    const node = (await this.#loadIndex()).causeNode(element);
    return node ? { nodeId: node.id } : {};
  }
}

/** The first line of an element's field in the plan. */
function parseHead(text: string): { u?: Expression } {
  return JSON.parse(text.split("\n", 1)[0] ?? "{}") as { u?: Expression };
}

function expand(link: Link): number[] {
  if (typeof link === "number") return [link];
  const [first, last] = link;
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** The elements that an expression names itself. */
function directOf(expression: Expression): number[] {
  if (typeof expression === "number") return [expression];
  if ("failure" in expression) return [expression.failure];
  if ("stride" in expression) {
    const [first, step, count] = expression.stride;
    return Array.from({ length: count }, (_, i) => first + i * step);
  }
  return expression.list.flatMap(expand);
}
