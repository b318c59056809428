/**
 * A task for each shape of JSON Schema that zod can give, for the argument form: a worker registers them
 * by `WORKER_TASKS=testing/form-tasks.ts`. Each gives back what it got.
 */
import { defineTask, signatureParam } from "espalier";
import { z } from "zod";
import { SignatureValue, type TaskParams } from "@/core/task";

function shape<P extends TaskParams>(name: string, params: P) {
  return defineTask({
    name: `form.${name}`,
    description: `Arguments of the shape ${name}.`,
    params,
    result: z.unknown(),
    run: (args) =>
      JSON.parse(
        JSON.stringify(args, (_key, value: unknown) =>
          value instanceof SignatureValue ? { $signature: value.node } : value,
        ),
      ) as unknown,
  });
}

interface Folder {
  name: string;
  folders?: Folder[] | undefined;
}
const folder: z.ZodType<Folder> = z.object({
  name: z.string(),
  get folders() {
    return z.array(folder).optional();
  },
});

export const texts = shape("texts", {
  plain: z.string().describe("Any text at all."),
  short: z.string().min(2).max(5),
  pattern: z.string().regex(/^[a-z]+$/),
  long: z.string().max(5000).meta({ title: "Long text" }),
  byDefault: z.string().default("as it is"),
  maybe: z.string().optional(),
});

export const formats = shape("formats", {
  day: z.iso.date(),
  moment: z.iso.datetime(),
  clock: z.iso.time(),
  email: z.email(),
  address: z.url(),
  uuid: z.uuid(),
});

export const numbers = shape("numbers", {
  any: z.number(),
  bounded: z.number().min(0).max(1).multipleOf(0.25),
  whole: z.int().positive(),
  byDefault: z.number().default(7),
});

export const choices = shape("choices", {
  yes: z.boolean(),
  on: z.boolean().default(true),
  colour: z.enum(["red", "green", "blue"]),
  level: z.literal([1, 2, 3]),
  always: z.literal("this"),
  nothing: z.null(),
  byDefault: z.enum(["slow", "fast"]).default("fast"),
});

export const nullable = shape("nullable", {
  text: z.string().nullable(),
  count: z.number().nullable().default(null),
  place: z.object({ city: z.string() }).nullish(),
});

export const objects = shape("objects", {
  address: z
    .object({
      street: z.string().describe("With its number."),
      town: z.object({ name: z.string(), code: z.int().min(1) }),
      note: z.string().optional(),
    })
    .describe("Where it goes."),
  open: z.looseObject({ known: z.string() }),
  both: z.object({ a: z.number() }).and(z.object({ b: z.number() })),
});

export const lists = shape("lists", {
  words: z.array(z.string()).min(1).max(3),
  rows: z.array(z.object({ name: z.string(), count: z.int() })),
  grid: z.array(z.array(z.number())),
  tags: z.array(z.enum(["a", "b", "c"])).default([]),
});

export const tuples = shape("tuples", {
  pair: z.tuple([z.string(), z.number()]),
  open: z.tuple([z.string()], z.number()),
});

export const records = shape("records", {
  counts: z.record(z.string(), z.number()),
  byColour: z.partialRecord(z.enum(["red", "green"]), z.string()),
  people: z.record(z.string(), z.object({ age: z.int() })),
});

export const unions = shape("unions", {
  either: z.union([z.string(), z.number()]),
  shape: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("circle"), radius: z.number().positive() }),
    z.object({ kind: z.literal("box"), width: z.number(), height: z.number() }),
  ]),
  one: z.union([z.array(z.string()), z.object({ all: z.boolean() })]).optional(),
});

export const anything = shape("anything", {
  value: z.unknown(),
  json: z.json(),
  map: z.map(z.string(), z.number()).optional(),
});

export const recursive = shape("recursive", { root: folder });

export const signatures = shape("signatures", {
  task: signatureParam(),
  more: z.array(signatureParam()).default([]),
});
