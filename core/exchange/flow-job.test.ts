import { describe, expect, it } from "vitest";
import { printExpression } from "@/core/expression/print";
import { parseExpression } from "@/core/expression/parse";
import type { Workflow } from "@/core/node";
import { EXAMPLE_TASKS } from "@/testing/task-infos";
import type { FlowJob } from "./flow-job";
import { fromFlowJob, isFlowJob } from "./from-flow-job";
import { toFlowJob } from "./to-flow-job";

function workflowOf(text: string): Workflow {
  const outcome = parseExpression(text);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return { version: 1, name: "Test", root: outcome.parsed.root };
}

function jobOf(text: string) {
  return toFlowJob(workflowOf(text), EXAMPLE_TASKS);
}

/** Names of jobs, children in brackets. */
function names({ name, children = [] }: FlowJob): string {
  return children.length === 0 ? name : `${name}[${children.map(names).join(", ")}]`;
}

describe("a workflow as a BullMQ flow", () => {
  it("is a job with its arguments by name, its queue and its options", () => {
    const text =
      'math.add(1, y=2) with (attempts=3, delayMs=5, priority=2, backoff={type: "exponential", delayMs: 9, jitter: 0.5}) optional';
    expect(jobOf(text)).toEqual({
      job: {
        name: "math.add",
        queueName: "default",
        data: { x: 1, y: 2 },
        opts: {
          attempts: 3,
          delay: 5,
          priority: 2,
          backoff: { type: "exponential", delay: 9, jitter: 0.5 },
          ignoreDependencyOnFailure: true,
        },
      },
      losses: [],
    });
  });

  it.each([
    ["a > b > c", "c[b[a]]"],
    ["[a | b] >> c", "c[a, b]"],
    ["[a | b] > c", "c[a, b]"],
    ["[a > b | c] >> d > e", "e[d[b[a], c]]"],
    ["[[a | b] >> c | d] >> (e > f)", "f[e[c[a, b], d]]"],
    ["a > [b] > c", "c[b[a]]"],
    ["tree(a, [b])", "b[a]"],
  ])("%s is %s", (text, expected) => {
    const { job } = jobOf(text);
    expect(job && names(job)).toBe(expected);
  });

  it.each([
    ["[a | b]", /ends in several tasks/],
    ["a > [b | c] > d", /starts several tasks after another/],
    ["[a | b] > [c | d] >> e", /one parent/],
    ["map(a, over=[1])", /is a map/],
    ["[]", /empty/],
    ['tree(a, [b | c]) as "Grow"', /"Grow" starts several/],
  ])("%s cannot be one, and says why", (text, message) => {
    const { job, losses } = jobOf(text);
    expect(job).toBeNull();
    expect(losses).toEqual([{ at: "", message: expect.stringMatching(message) as string }]);
  });

  it("names what a flow cannot say", () => {
    const text =
      'a as "A" with (timeoutMs=5, expiresMs=6, note="n") onSuccess(b) onFailure(c) > (d(1) optional)';
    const said = jobOf(text).losses.map(({ message }) => message);
    for (const part of [
      "onSuccess",
      "onFailure",
      "note",
      "label",
      "expiresMs",
      "timeoutMs",
      "getChildrenValues",
      "stand in args",
    ])
      expect(
        said.some((message) => message.includes(part)),
        part,
      ).toBe(true);
    expect(said.every((message) => message.startsWith('"A"') || message.startsWith('"d"'))).toBe(
      true,
    );
  });
});

describe("a BullMQ flow as a workflow", () => {
  const flow: FlowJob = {
    name: "publish",
    queueName: "albums",
    data: { title: "Summer" },
    children: [
      {
        name: "resize",
        queueName: "images",
        data: { photo: "a.png" },
        opts: {
          attempts: 3,
          backoff: { type: "exponential", delay: 1000 },
          removeOnComplete: true,
        },
      },
      {
        name: "resize",
        queueName: "images",
        data: { photo: "b.png" },
        opts: { delay: 10, jobId: "b" },
      },
    ],
  };

  it("has the children as the header of a chord, and the parent as its body", () => {
    const read = fromFlowJob(flow);
    expect(read.ok && printExpression(read.root)).toBe(
      '[resize(photo="a.png") with (queue="images", attempts=3, backoff={type: "exponential", delayMs: 1000}) | ' +
        'resize(photo="b.png") with (queue="images", delayMs=10)] >> publish(title="Summer") with (queue="albums")',
    );
    expect(read.ok && read.losses).toEqual([]);
    expect(read.ok && read.root).toMatchObject({ header: [{}, { id: "b" }] });
  });

  it("comes back as the flow that it was", () => {
    const read = fromFlowJob(flow);
    if (!read.ok) throw new Error(read.message);
    const { job } = toFlowJob({ version: 1, name: "", root: read.root });
    const kept = structuredClone(flow);
    delete kept.children?.[0]?.opts?.["removeOnComplete"];
    expect(job).toEqual(kept);
  });

  it("takes data that is no object as an argument, and what may fail as optional", () => {
    const read = fromFlowJob({
      name: "parent",
      queueName: "q",
      children: [
        {
          name: "child",
          queueName: "q",
          data: [1],
          opts: { ignoreDependencyOnFailure: true, backoff: 5 },
        },
      ],
    });
    expect(read.ok && printExpression(read.root)).toBe(
      '[child([1]) optional with (queue="q", backoff={type: "fixed", delayMs: 5})] >> parent with (queue="q")',
    );
  });

  it("names what has no counterpart, by its path", () => {
    const read = fromFlowJob({
      name: "p",
      queueName: "q",
      prefix: "x",
      children: [{ name: "c", queueName: "q", opts: { lifo: true, backoff: { type: "own" } } }],
    });
    expect(read.ok && read.losses).toEqual([
      { at: "", message: "The job: prefix has no counterpart. It was left out." },
      {
        at: "children.0",
        message: "The job at children.0: the option lifo has no counterpart. It was left out.",
      },
      {
        at: "children.0",
        message: "The job at children.0: the backoff own is made by code. It was left out.",
      },
    ]);
  });

  it("is refused where a job is none", () => {
    expect(fromFlowJob({ name: "p", queueName: "q", children: [{ name: "c" }] })).toEqual({
      ok: false,
      message: expect.stringMatching(/job at children\.0 has no name and queueName/) as string,
    });
    let deep: FlowJob = { name: "a", queueName: "q" };
    for (let level = 0; level < 200; level += 1)
      deep = { name: "a", queueName: "q", children: [deep] };
    expect(fromFlowJob(deep)).toMatchObject({ ok: false });
    expect(isFlowJob({ kind: "task", name: "a", queueName: "b" })).toBe(false);
  });
});
