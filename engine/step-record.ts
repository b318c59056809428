/** An element's record, as lua/README.md describes it. */
import { z } from "zod";

const cause = z.tuple([z.number(), z.number(), z.string()]);

export const stepRecordSchema = z.object({
  s: z.enum(["P", "S", "Q", "R", "T", "D", "F", "V", "K", "H", "X"]),
  e: z.number(),
  j: z.number().optional(),
  n: z.number().optional(),
  b: z.number().optional(),
  p: z.number().optional(),
  cs: z.array(cause).optional(),
  ps: z.array(cause).optional(),
  a: z.number().optional(),
  i: z.number().optional(),
  x: z.number().optional(),
  c: z.number().optional(),
  k: z.string().optional(),
  w: z.string().optional(),
  z: z.number().optional(),
  rv: z.number().optional(),
  rp: z.number().optional(),
  bo: z.tuple([z.number(), z.number()]).optional(),
  rf: z
    .union([z.number(), z.object({ stride: z.tuple([z.number(), z.number(), z.number()]) })])
    .optional(),
  bh: z.object({ note: z.string().optional() }).optional(),
  st: z.number().optional(),
  ex: z.number().optional(),
  ck: z.string().optional(),
  em: z.number().optional(),
  er: z.string().optional(),
  du: z.number().optional(),
  t0: z.number().optional(),
  t1: z.number().optional(),
  tq: z.number().optional(),
  wq: z.number().optional(),
  ta: z.number().optional(),
  f: z.number().optional(),
  o: z.number().optional(),
  po: z
    .object({
      cursor: z.number(),
      count: z.number(),
      first: z.number(),
      stride: z.number(),
      starts: z.array(z.number()),
    })
    .optional(),
  pd: z.number().optional(),
});
export type StepRecord = z.infer<typeof stepRecordSchema>;
