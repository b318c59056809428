/** The nodes of a template with values in their places. */
import { z } from "zod";
import type { Json, WorkflowNode } from "../node";
import type { JsonSchema } from "../task";
import { parseWorkflow } from "../validate";
import { clauseOf } from "../validate/issues";
import { withValueAt } from "./pointer";
import type { Instance, Template, TemplateParameter, TemplateProblem } from "./template";

export type Values = { readonly [name: string]: Json | undefined };

/** Fills in the values; defaults stand for those that are not given. Ids are left to where it is put. */
export function instantiate(template: Template, values: Values): Instance {
  const problems: TemplateProblem[] = unknownNames(template, values);
  let { nodes } = template;
  for (const parameter of template.parameters) {
    const value = values[parameter.name] ?? parameter.default;
    const problem = valueProblem(parameter, value);
    if (problem !== null) problems.push({ parameter: parameter.name, message: problem });
    else for (const place of parameter.places) nodes = withValueAt(nodes, place, value);
  }
  if (problems.length > 0) return { ok: false, problems };
  return checked(nodes, template);
}

function unknownNames({ parameters }: Template, values: Values): TemplateProblem[] {
  const names = new Set(parameters.map(({ name }) => name));
  return Object.keys(values)
    .filter((name) => !names.has(name))
    .map((name) => ({ parameter: name, message: `The template has no parameter ${name}.` }));
}

/** Why a value cannot be given to a parameter; null when it can. */
export function valueProblem(
  { name, schema }: Pick<TemplateParameter, "name" | "schema">,
  value: Json | undefined,
): string | null {
  if (value === undefined) return `${name} has no default: give a value.`;
  const result = schemaOf(schema)?.safeParse(value);
  if (result === undefined || result.success) return null;
  return `${name}: ${clauseOf(result.error.issues[0]?.message ?? "the value does not fit")}.`;
}

/** Null for a schema that zod does not read: then the check of the workflow has the word. */
function schemaOf(schema: JsonSchema): z.ZodType | null {
  try {
    return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  } catch {
    return null;
  }
}

function checked(nodes: WorkflowNode[], { relation, name }: Template): Instance {
  const parsed = parseWorkflow({ version: 1, name, root: { kind: "group", children: nodes } });
  if ("problems" in parsed)
    return {
      ok: false,
      problems: parsed.problems.map(({ message }) => ({ parameter: null, message })),
    };
  return { ok: true, clip: { nodes, relation } };
}
