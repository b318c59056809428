"use client";
import type { BoundParameter } from "@/core/bind-origins";
import type { Json } from "@/core/node";
import type { ReceivedFrom } from "@/components/api/outputs";
import { JsonView } from "./JsonView";
import { ReceivedFromView } from "./ReceivedFromView";

interface BoundArgumentsProps {
  bound: BoundParameter[];
  from: ReceivedFrom | undefined;
  onSelect: (id: string) => void;
}

const ORIGINS = {
  position: "given by position",
  name: "given by name",
  default: "the task's own default",
} as const;

/** Each parameter with its value, and where that came from. */
export function BoundArguments({ bound, from, onSelect }: BoundArgumentsProps) {
  if (bound.length === 0) return <p className="text-soft">The task takes no arguments.</p>;
  return (
    <dl className="flex flex-col gap-3">
      {bound.map((parameter) => (
        <div key={parameter.name} data-parameter={parameter.name}>
          <dt className="mb-1 flex flex-wrap items-baseline gap-x-2">
            <span className="font-mono text-meta font-medium">{parameter.name}</span>
            <span className="text-meta text-faint">
              {parameter.from === "received" || parameter.from === "open" ? (
                <ReceivedFromView from={from} onSelect={onSelect} />
              ) : (
                ORIGINS[parameter.from]
              )}
            </span>
          </dt>
          <dd>
            <Value parameter={parameter} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Short ones in a line, the others with room. */
const LINE = 60;

function Value({ parameter: { name, from, value } }: { parameter: BoundParameter }) {
  if (from === "open") return <p className="text-soft">Not known yet.</p>;
  if (value === undefined) return <p className="text-soft">Left out.</p>;
  const text = isPlain(value) ? JSON.stringify(value) : "";
  if (!isPlain(value) || text.length > LINE) return <JsonView label={name} value={value} />;
  return <p className="font-mono text-meta break-words">{text}</p>;
}

const isPlain = (value: Json) => typeof value !== "object" || value === null;
