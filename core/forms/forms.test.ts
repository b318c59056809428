import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { JsonSchema } from "@/core/task";
import { beginChoice, choiceNames, choiceOf } from "./choice";
import { formSchema } from "./form-schema";
import { fieldErrors } from "./issues";
import { shapeOf } from "./shape";

const schemaOf = (type: z.ZodType) =>
  z.toJSONSchema(type, { io: "input", unrepresentable: "any" }) as JsonSchema;

function kindOf(type: z.ZodType): string {
  const schema = schemaOf(type);
  return shapeOf(schema, schema).kind;
}

type Tree = { left?: Tree | undefined };
const tree: z.ZodType<Tree> = z.object({
  get left() {
    return tree.optional();
  },
});

describe("the field for a schema", () => {
  it.each<[string, z.ZodType, string]>([
    ["a text", z.string(), "text"],
    ["a date", z.iso.date(), "text"],
    ["a pattern of parts", z.templateLiteral(["a-", z.number()]), "text"],
    ["a whole number", z.int(), "number"],
    ["yes or no", z.boolean(), "boolean"],
    ["one of a few", z.enum(["a", "b"]), "enum"],
    ["one of a few of several types", z.literal(["a", 1, null]), "enum"],
    ["constants in a union", z.union([z.literal("a"), z.literal(2)]), "enum"],
    ["null", z.null(), "enum"],
    ["a text or null", z.string().nullable(), "nullable"],
    ["an object or null", z.object({ a: z.string() }).nullable(), "nullable"],
    ["one of several types or null", z.union([z.string(), z.number(), z.null()]), "nullable"],
    ["one of several types", z.union([z.string(), z.number()]), "choice"],
    ["an object", z.object({ a: z.string() }), "object"],
    ["two objects as one", z.object({ a: z.string() }).and(z.object({ b: z.int() })), "object"],
    ["an object with more", z.looseObject({ a: z.string() }), "open"],
    ["an object with more of a type", z.object({ a: z.string() }).catchall(z.number()), "open"],
    ["a record", z.record(z.string(), z.number()), "record"],
    ["a record of some names", z.partialRecord(z.enum(["a"]), z.number()), "record"],
    ["a list", z.array(z.string()), "list"],
    ["a tuple", z.tuple([z.string(), z.number()]), "tuple"],
    ["what holds itself", tree, "object"],
    ["no value", z.never(), "nothing"],
    ["anything", z.unknown(), "json"],
    ["any JSON", z.json(), "json"],
    ["a list of anything", z.array(z.any()), "json"],
    ["what has no JSON form", z.map(z.string(), z.string()), "json"],
  ])("of %s is chosen", (_title, type, kind) => {
    expect(kindOf(type)).toBe(kind);
  });

  it("of a signature is chosen by its mark", () => {
    const schema = { type: "object", properties: { $signature: { type: "object" } } };
    expect(shapeOf(schema, schema).kind).toBe("signature");
  });

  it("ends at references that lead in a circle or nowhere", () => {
    const root: JsonSchema = { $defs: { a: { $ref: "#/$defs/a" } } };
    expect(shapeOf({ $ref: "#/$defs/a" }, root).kind).toBe("json");
    expect(shapeOf({ $ref: "#/$defs/gone" }, root).kind).toBe("json");
    const loop: JsonSchema = { $defs: { a: { type: "array", items: { $ref: "#/$defs/a" } } } };
    expect(shapeOf({ $ref: "#/$defs/a" }, loop).kind).toBe("list");
  });
});

describe("the argument form's schema", () => {
  it("leaves out the parameter that is received, and lets what is read-only be typed", () => {
    const params = schemaOf(z.object({ x: z.number(), y: z.string().readonly() }));
    expect(formSchema(params, "x")).toMatchObject({
      properties: { y: { type: "string" } },
      required: ["y"],
    });
    expect(JSON.stringify(formSchema(params, "x"))).not.toMatch(/readOnly|\$schema/);
  });
});

describe("a choice", () => {
  const circle = schemaOf(z.object({ kind: z.literal("circle"), name: z.string() }));
  const box = schemaOf(z.object({ kind: z.literal("box"), name: z.string(), width: z.int() }));
  const options = [circle, box, schemaOf(z.string())];

  it("calls alternatives by what tells them apart", () => {
    expect(choiceNames(options)).toEqual(["circle", "box", "text"]);
    const alike = [schemaOf(z.object({ a: z.int() })), schemaOf(z.object({ b: z.int() }))];
    expect(choiceNames(alike)).toEqual(["object with a", "object with b"]);
  });

  it("knows which alternative a value is of", () => {
    expect(choiceOf({ kind: "box" }, options, {})).toBe(1);
    expect(choiceOf("x", options, {})).toBe(2);
    expect(choiceOf(3, options, {})).toBe(-1);
    expect(choiceOf(undefined, options, {})).toBe(-1);
  });

  it("keeps what the next alternative knows too", () => {
    const before = { kind: "box", name: "n", width: 3 };
    expect(beginChoice(circle, {}, before)).toEqual({ kind: "circle", name: "n" });
    expect(beginChoice(schemaOf(z.array(z.int())), {}, before)).toEqual([]);
    expect(beginChoice(schemaOf(z.string()), {}, before)).toBeUndefined();
  });
});

describe("an error of a field", () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ["of a type", z.number(), "x", "Needs a number."],
    ["of nothing", z.string(), undefined, "Needs a value."],
    ["of a format", z.iso.date(), "x", "Needs a date, such as 2026-12-01."],
    ["of a length", z.string().min(2), "x", "At least 2 characters."],
    ["of a bound", z.number().gt(0), 0, "More than 0."],
    ["of a step", z.number().multipleOf(2), 3, "Needs a multiple of 2."],
    ["of a choice", z.enum(["a", "b"]), "c", "Needs one of a, b."],
    [
      "of a type among several",
      z.union([z.string(), z.number()]),
      true,
      "Needs a text or a number.",
    ],
    ["of constants", z.literal([1, 2]), 3, "Needs one of 1, 2."],
  ])("%s is said in a few words", (_title, type, value, message) => {
    const result = z.fromJSONSchema(schemaOf(type)).safeParse(value);
    expect(fieldErrors(result.error?.issues ?? [])[0]?.message).toBe(message);
  });

  it("inside the alternative that is meant is said at its place, once", () => {
    const type = z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("a"), size: z.number() }),
      z.object({ kind: z.literal("b"), other: z.string(), name: z.email() }),
    ]);
    const check = z.fromJSONSchema(schemaOf(type));
    const result = check.safeParse({ kind: "b", other: "o", name: "n" });
    expect(fieldErrors(result.error?.issues ?? [])).toEqual([
      { path: ["name"], message: "Needs an e-mail address, such as ada@example.org." },
    ]);
  });
});
