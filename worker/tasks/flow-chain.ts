import { z } from "zod";
import { chain, defineTask, signature, signatureParam } from "espalier";

export const flowChain = defineTask({
  name: "flow.chain",
  description:
    "Runs the signatures one after the other, passing nothing on, and gives the last result.",
  params: { signatures: z.array(signatureParam()).min(1) },
  result: z.unknown(),
  run: ({ signatures }) => chain(...signatures.map((each) => signature(each).immutable())),
});
