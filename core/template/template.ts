/** A fragment of a workflow with parameters: what is put into other workflows with other values. */
import { z } from "zod";
import type { Clip } from "../edits/clipboard";
import type { Relation } from "../edits/block";
import { isJson } from "../json";
import type { Json, WorkflowNode } from "../node";
import { DEFAULT_LIMITS, type Limits } from "../problem";
import type { JsonSchema } from "../task";
import { parseWorkflow } from "../validate";
import { valueAt } from "./pointer";

/** Version of the form of a template. */
export const TEMPLATE_VERSION = 1;

export interface TemplateParameter {
  /** Unique in the template; a letter, then letters, digits or `_`. */
  name: string;
  description?: string;
  /** What a value has to be. `{}`: anything. */
  schema: JsonSchema;
  /** Stands where no value is given. Absent: a value has to be given. */
  default?: Json;
  /** Where values go: JSON pointers into `nodes`, for example `/0/children/1/args/0`. */
  places: string[];
}

export interface Template {
  version: typeof TEMPLATE_VERSION;
  name: string;
  description: string;
  /** How several nodes stand to each other. */
  relation: Relation;
  nodes: WorkflowNode[];
  parameters: TemplateParameter[];
}

/** One thing wrong with a template or with the values given to it. */
export interface TemplateProblem {
  /** The parameter; null: the template itself. */
  parameter: string | null;
  message: string;
}

export type Instance = { ok: true; clip: Clip } | { ok: false; problems: TemplateProblem[] };

const json = z.unknown().refine((value) => isJson(value), "expected JSON");

const PARAMETER = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, "expected a letter, then letters, digits or '_'"),
  description: z.string().max(500).optional(),
  schema: z.record(z.string(), json),
  default: json.optional(),
  places: z.array(z.string().max(2000)).min(1).max(1000),
});

const TEMPLATE = z.strictObject({
  version: z.literal(TEMPLATE_VERSION),
  name: z.string().trim().min(1).max(200),
  description: z.string().max(2000),
  relation: z.enum(["chain", "group"]),
  nodes: z.array(z.unknown()).min(1).max(1000),
  parameters: z.array(PARAMETER).max(100),
});

/** The template in a value from outside, or what is wrong with it. Never throws. */
export function parseTemplate(
  value: unknown,
  limits: Limits = DEFAULT_LIMITS,
): { template: Template } | { problems: TemplateProblem[] } {
  const parsed = TEMPLATE.safeParse(value);
  if (!parsed.success)
    return {
      problems: parsed.error.issues.map(({ path, message }) => ({
        parameter: null,
        message: `The template is not sound at ${path.join(".") || "its top"}: ${message}.`,
      })),
    };
  const template = parsed.data as unknown as Template;
  const root = { kind: "group", children: template.nodes };
  const nodes = parseWorkflow({ version: 1, name: template.name, root }, limits);
  if ("problems" in nodes)
    return { problems: nodes.problems.map(({ message }) => ({ parameter: null, message })) };
  const problems = placeProblems(template);
  return problems.length > 0 ? { problems } : { template };
}

/** Places are arguments or settings of nodes, never the structure. */
const SETTABLE =
  /\/(?:args\/\d+|kwargs\/[^/]+|over|label|name|note|options\/[A-Za-z]+|delayMs|window|chunkSize)(?:\/.*)?$/;

function placeProblems({ nodes, parameters }: Template): TemplateProblem[] {
  const names = new Set<string>();
  const taken = new Set<string>();
  return parameters.flatMap(({ name, places }) => {
    const problems: TemplateProblem[] = [];
    const say = (message: string) => problems.push({ parameter: name, message });
    if (names.has(name)) say(`Two parameters are called ${name}. Rename one.`);
    names.add(name);
    for (const place of places) {
      if (taken.has(place)) say(`Two parameters go to ${place}. Leave one.`);
      taken.add(place);
      if (!SETTABLE.test(place) || valueAt(nodes, place) === undefined)
        say(`${place} is no argument or setting of the nodes.`);
    }
    return problems;
  });
}
