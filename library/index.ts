/** What `import … from "espalier"` gives: tasks, the nodes that call them, and a way to run them. */
export { callOf, chain, chord, group, signature } from "./builders";
export type { Argument, SignatureBuilder } from "./builders";
export { defineTask } from "./define-task";
export type { Task, TaskDeclaration, TaskOutcome } from "./define-task";
export { signatureParam } from "./signature-param";
