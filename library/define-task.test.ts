import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
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

  it("refuses an order of places that is not the declared one", () => {
    const params = { text: z.string(), times: z.number() };
    expect(() =>
      defineTask({
        name: "demo.repeat",
        description: "",
        params,
        positional: ["times", "text"],
        result: z.string(),
        run: () => "",
      }),
    ).toThrow('"positional" of "demo.repeat" says times, text, but "params" declares text, times.');
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

function declare(name: string, params: { [name: string]: z.ZodType }) {
  return defineTask({ name, description: "", params, result: z.null(), run: () => null });
}
