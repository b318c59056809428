import { z } from "zod";
import { chain, signature } from "../builders";
import { defineTask } from "../define-task";
import { signatureParam } from "../signature-param";

export const flowChain = defineTask({
  name: "flow.chain",
  description:
    "Runs the signatures one after the other, passing nothing on, and gives the last result.",
  params: { signatures: z.array(signatureParam()).min(1) },
  result: z.unknown(),
  run: ({ signatures }) => chain(...signatures.map((each) => signature(each).immutable())),
});
