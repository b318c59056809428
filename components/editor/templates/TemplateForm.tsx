"use client";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import type { Json } from "@/core/node";
import { valueProblem, type Values } from "@/core/template/instantiate";
import type { Template, TemplateParameter } from "@/core/template/template";
import { TextField } from "../fields";

interface TemplateFormProps {
  template: Template;
  onBack: () => void;
  /** Gives what is wrong; null when it is done. */
  onValues: (values: Values) => string | null;
}

const isText = ({ schema }: TemplateParameter) => schema["type"] === "string";

function textOf(parameter: TemplateParameter): string {
  const value = parameter.default;
  if (value === undefined) return "";
  return isText(parameter) && typeof value === "string" ? value : JSON.stringify(value);
}

/** What was typed as a value: a text as it is where a text is wanted, else JSON. */
function read(
  parameter: TemplateParameter,
  text: string,
): { value?: Json; problem: string | null } {
  if (text === "" && parameter.default === undefined)
    return { problem: valueProblem(parameter, undefined) };
  let value: Json = text;
  if (!isText(parameter)) {
    try {
      value = JSON.parse(text) as Json;
    } catch {
      return {
        problem: `${parameter.name}: write a number, a "text" in quotes, a [list] or an {object}.`,
      };
    }
  }
  return { value, problem: valueProblem(parameter, value) };
}

/** A field for each parameter. */
export function TemplateForm({ template, onBack, onValues }: TemplateFormProps) {
  const { parameters } = template;
  const [texts, setTexts] = useState<{ [name: string]: string }>(() =>
    Object.fromEntries(parameters.map((parameter) => [parameter.name, textOf(parameter)])),
  );
  const [problem, setProblem] = useState<string | null>(null);
  const insert = () => {
    const values: { [name: string]: Json } = {};
    for (const parameter of parameters) {
      const { value, problem: found } = read(parameter, texts[parameter.name] ?? "");
      if (found !== null) return setProblem(found);
      if (value !== undefined) values[parameter.name] = value;
    }
    setProblem(onValues(values));
  };
  return (
    <form
      className="flex flex-col gap-4 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        insert();
      }}
    >
      <div>
        <h3 className="font-semibold">{template.name}</h3>
        <p className="text-pretty text-soft">
          {parameters.length === 0 ? "It has no parameters." : template.description}
        </p>
      </div>
      {parameters.map((parameter) => (
        <TextField
          key={parameter.name}
          label={parameter.name}
          value={texts[parameter.name] ?? ""}
          {...(parameter.description !== undefined && { hint: parameter.description })}
          placeholder={parameter.default === undefined ? "has to be given" : ""}
          onValueChange={(text) => setTexts({ ...texts, [parameter.name]: text })}
        />
      ))}
      <p role="alert" className="text-danger empty:hidden">
        {problem}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onBack}>Back</Button>
        <Button type="submit" variant="primary">
          Insert
        </Button>
      </div>
    </form>
  );
}
