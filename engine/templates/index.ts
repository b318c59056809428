/**
 * Templates live in one hash. Each save and removal names the revision that it is based on; one script
 * (`engine/workflows/lua/saveTemplate.lua`) compares it with what is there.
 */
import { EngineError } from "@/core/errors";
import { isRunId } from "@/core/ids";
import { byteLength } from "@/core/json";
import { parseTemplate, type Template } from "@/core/template/template";
import type { Services } from "../core-services";
import { createTemplateCommand, SaveCode } from "../workflows/commands";
import type { SavedTemplate, SaveTemplateInput, Templates } from "./port";

/** A template is a fragment: larger ones are workflows. */
const MAX_BYTES = 256 * 1024;
const MAX_TEMPLATES = 500;

export function createTemplates(services: Services): Templates {
  const { redis, keys } = services;
  const key = `${keys.prefix}:templates`;
  const change = createTemplateCommand(redis, key);

  async function write(id: string, base: number, text: string) {
    const { code, revision, savedAt } = await change({ id, base, text, most: MAX_TEMPLATES });
    if (code === SaveCode.Conflict)
      throw new EngineError(
        "CONFLICT",
        `The template was changed since: it is at revision ${revision}, and this is based on ${base}. Look at it again, then repeat.`,
      );
    if (code === SaveCode.Full)
      throw new EngineError(
        "TOO_LARGE",
        `There are ${MAX_TEMPLATES} templates, the most there may be. Remove one first.`,
      );
    return { revision, savedAt };
  }

  return {
    async list() {
      const stored = await redis.hgetall(key);
      return Object.entries(stored)
        .map(([id, text]) => ({ id, ...(JSON.parse(text) as Omit<SavedTemplate, "id">) }))
        .toSorted((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
    },
    async save({ id = `t_${services.createId()}`, baseRevision, template }: SaveTemplateInput) {
      checkId(id);
      const sound = readTemplate(template, services);
      const text = JSON.stringify(sound);
      const bytes = byteLength(text);
      if (bytes > MAX_BYTES)
        throw new EngineError(
          "TOO_LARGE",
          `The template has ${bytes} bytes of at most ${MAX_BYTES}. Save it as a workflow.`,
        );
      return { ...sound, id, ...(await write(id, baseRevision, text)) };
    },
    async remove(id, baseRevision) {
      checkId(id);
      await write(id, baseRevision, "");
    },
  };
}

function readTemplate(value: unknown, { limits }: Services): Template {
  const parsed = parseTemplate(value, limits);
  if ("template" in parsed) return parsed.template;
  const [first] = parsed.problems;
  const name = first?.parameter == null ? "" : `Parameter ${first.parameter}: `;
  const more = parsed.problems.length > 1 ? ` And ${parsed.problems.length - 1} more.` : "";
  throw new EngineError("TEMPLATE_INVALID", `${name}${first?.message ?? ""}${more}`);
}

function checkId(id: string): void {
  const given: unknown = id;
  if (isRunId(given)) return;
  throw new EngineError(
    "ID_INVALID",
    `"${String(given).slice(0, 80)}" is no id of a template. Use 1 to 64 letters, digits, "-" or "_".`,
  );
}
