import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { JsonSchema } from "@/core/task";
import { formSchema, hintsOf, needsJson, parameterNames } from "./form-schema";

const schemaOf = (type: z.ZodType) => z.toJSONSchema(type, { io: "input" }) as JsonSchema;

describe("the argument form's schema", () => {
  it("knows the parameters in declared order", () => {
    const params = schemaOf(z.object({ b: z.number(), a: z.string() }));
    expect(parameterNames(params)).toEqual(["b", "a"]);
  });

  it("leaves out the parameter that is received, and the dialect", () => {
    const params = schemaOf(z.object({ x: z.number(), y: z.number() }));
    expect(formSchema(params, "x")).toEqual({
      type: "object",
      properties: { y: { type: "number" } },
      required: ["y"],
    });
  });

  it.each([
    ["text", z.string(), false],
    ["a choice", z.enum(["a", "b"]), false],
    ["a list of numbers", z.array(z.number()), false],
    ["an object", z.object({ a: z.boolean() }), false],
    ["anything", z.unknown(), true],
    ["a union", z.union([z.string(), z.number()]), true],
    ["what may be null", z.number().nullable(), true],
    ["a tuple", z.tuple([z.string(), z.number()]), true],
    ["a record", z.record(z.string(), z.number()), true],
    ["a list of anything", z.array(z.unknown()), true],
  ])("edits %s in the right field", (_title, type, isJson) => {
    expect(needsJson(schemaOf(type))).toBe(isJson);
  });

  it("gives nested parts their fields", () => {
    const params = schemaOf(z.object({ on: z.boolean(), list: z.array(z.object({ v: z.any() })) }));
    expect(hintsOf(params)).toEqual({
      on: { "ui:widget": "checkbox" },
      list: { items: { v: { "ui:field": "JsonField" } } },
    });
  });
});
