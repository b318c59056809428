import { chain, defineTask, signature, signatureParam } from "espalier";
import { z } from "zod";

/** The step is whatever the workflow says; it is called once for each host, one host after the other. */
export const rollout = defineTask({
  name: "deploy.rollout",
  description: "Runs a step for one host after the other.",
  params: { hosts: z.array(z.string()).min(1), step: signatureParam() },
  positional: ["hosts", "step"],
  result: z.unknown(),
  run: ({ hosts, step }) => chain(hosts.map((host) => signature(step).named({ host }).immutable())),
});

export const restart = defineTask({
  name: "deploy.restart",
  description: "Restarts a service on a host.",
  params: { service: z.string(), host: z.string() },
  result: z.string(),
  run: ({ service, host }) => `${service} on ${host}`,
});

/** In a document: `{ "$signature": { "kind": "task", "task": "deploy.restart", "args": ["web"] } }`. */
export const everywhere = rollout.s(["a", "b"], restart.s("web"));
