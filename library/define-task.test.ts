import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { SignatureValue } from "@/core/task";
import { chain, chord, group, signature } from "./builders";
import { defineTask } from "./define-task";
import { signatureParam } from "./signature-param";

const resize = defineTask({
  name: "image.resize",
  description: "Resizes an image.",
  params: { width: z.number().int(), file: z.string(), again: z.string().default("no") },
  result: z.object({ file: z.string() }),
  defaults: { attempts: 3 },
  totalSteps: 4,
  run: ({ width, file }) => {
    expectTypeOf(width).toEqualTypeOf<number>();
    return { file: `${file}-${width}` };
  },
});

describe("defineTask", () => {
  it("keeps the declared order of the parameters in the schema", () => {
    const written = JSON.parse(JSON.stringify(resize.info.params)) as { properties: object };
    expect(Object.keys(written.properties)).toEqual(["width", "file", "again"]);
    expect(resize.info.params).toMatchObject({ type: "object", required: ["width", "file"] });
  });

  it("announces defaults, queue and steps", () => {
    expect(resize.info).toMatchObject({
      defaults: { attempts: 3 },
      queue: "default",
      totalSteps: 4,
      result: { type: "object", required: ["file"] },
    });
  });

  it.each(["", "a b", "1", ".a", "a..b", "x".repeat(200)])("refuses the task name %j", (name) => {
    expect(() => declare(name, {})).toThrow(/cannot be the name of a task/);
  });

  it.each(["0", "a-b", "", "__proto__"])("refuses the parameter name %j", (param) => {
    const params = Object.fromEntries([[param, z.string()]]);
    expect(() => declare("ok", params)).toThrow(/cannot be the name of a parameter of "ok"/);
  });

  it("announces what has no JSON form as anything", () => {
    const info = declare("ok", { when: z.date() }).info;
    expect(info.params).toMatchObject({ properties: { when: {} } });
  });
});

describe("signatureParam", () => {
  it("accepts a signature value and nothing that only looks like one", () => {
    expect(signatureParam().safeParse(resize.s(1, "a")).success).toBe(true);
    expect(signatureParam().safeParse({ node: { kind: "task", task: "x" } }).success).toBe(false);
  });

  it("has a schema of the written form, also when described", () => {
    const info = declare("ok", { then: z.array(signatureParam().describe("What to call")) }).info;
    expect(info.params).toMatchObject({
      properties: { then: { items: { type: "object", required: ["$signature"] } } },
    });
  });
});

describe("builders", () => {
  it("builds calls, immutable ones and ones with options, without changing what was built before", () => {
    const call = resize.s(10, "a.png");
    const changed = call.set({ queue: "slow" }).set({ priority: 2 }).named({ again: "yes" });
    expect(call.node).toEqual({ kind: "task", task: "image.resize", args: [10, "a.png"] });
    expect(changed.node).toEqual({
      kind: "task",
      task: "image.resize",
      args: [10, "a.png"],
      kwargs: { again: "yes" },
      options: { queue: "slow", priority: 2 },
    });
    expect(resize.si(1).node.immutable).toBe(true);
    expect(call).toBeInstanceOf(SignatureValue);
  });

  it("writes signatures inside arguments as $signature", () => {
    const call = resize.s([{ deep: resize.s(1) }]).named({ then: resize.s(2) });
    expect(call.node.args).toEqual([
      [{ deep: { $signature: { kind: "task", task: "image.resize", args: [1] } } }],
    ]);
    expect(call.node.kwargs).toEqual({
      then: { $signature: { kind: "task", task: "image.resize", args: [2] } },
    });
  });

  it("builds chains, groups, chords and callbacks", () => {
    const node = chain(
      group([resize.s(1)]),
      chord([resize.s(2)], resize.s(3)),
      resize.s(4).link(resize.s(5)).linkError(resize.si(6)),
    ).node;
    expect(node.children.map((child) => child.kind)).toEqual(["group", "chord", "task"]);
    expect(node.children[2]).toMatchObject({
      onSuccess: [{ args: [5] }],
      onFailure: [{ args: [6], immutable: true }],
    });
  });

  it("makes builders of what a handler received", () => {
    const received = new SignatureValue({ kind: "task", task: "t", args: [1] });
    expect(signature(received).immutable().node).toEqual({
      kind: "task",
      task: "t",
      args: [1],
      immutable: true,
    });
    expect(received.node.immutable).toBeUndefined();
  });
});

function declare(name: string, params: { [name: string]: z.ZodType }) {
  return defineTask({ name, description: "", params, result: z.null(), run: () => null });
}
