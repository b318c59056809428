import { z } from "zod";
import { isSignatureValue, type SignatureValue } from "@/core/task";

/**
 * A parameter that takes a signature: in a workflow it is written `{ "$signature": { … } }`, the handler
 * receives a {@link SignatureValue}. Its JSON Schema speaks of the written form.
 */
export function signatureParam(): z.ZodType<SignatureValue, SignatureValue> {
  return z.custom<SignatureValue>(isSignatureValue, "Give a signature here.").meta({
    title: "Signature",
    type: "object",
    properties: { $signature: { type: "object" } },
    required: ["$signature"],
    additionalProperties: false,
  });
}
