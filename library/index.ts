/** What `import … from "espalier"` gives: tasks, the nodes that call them, and a way to run them. */
export type { NodeValue, SignatureValue, TaskContext } from "@/core/task";
export { callOf, chain, chord, group, map, signature, tree } from "./builders";
export type { MapOptions } from "./builders";
export { defineTask } from "./define-task";
export type { Task, TaskDeclaration, TaskOutcome } from "./define-task";
export type { ContainerBuilder, ContainerOptions, Failure, SignatureBuilder } from "./node-builder";
export { signatureParam } from "./signature-param";
