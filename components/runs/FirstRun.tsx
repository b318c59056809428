"use client";
import { Play, Plus } from "lucide-react";
import Link from "next/link";
import { Button, buttonClasses } from "@/components/ui/Button";
import { EXAMPLE_WORKFLOWS } from "@/core/examples";
import { useSubmit } from "./use-submit";

/** Nothing has run yet: one sentence, one button, and something to try at once. */
export function FirstRun() {
  const [busy, submit] = useSubmit();
  const example = EXAMPLE_WORKFLOWS[0];
  return (
    <section className="mx-auto flex w-full max-w-xl flex-col items-center gap-6 pt-16 max-sm:pt-6">
      <Sketch />
      <p className="max-w-md text-center text-title text-pretty text-soft">
        Draw a tree of tasks, press Run, and watch every one of them here while workers carry it
        out.
      </p>
      <Link href="/workflows/new" className={buttonClasses("primary")}>
        <Plus aria-hidden />
        New workflow
      </Link>
      {example === undefined ? null : (
        <div className="w-full">
          <h2 className="mb-2 text-meta text-faint">Or try an example</h2>
          <div className="flex items-center gap-4 rounded-card border border-line bg-panel p-4">
            <div className="min-w-0 flex-1">
              <h3 className="font-medium">{example.title}</h3>
              <p className="text-pretty text-soft">{example.description}</p>
            </div>
            <Button
              disabled={busy}
              icon={<Play aria-hidden />}
              onClick={() => submit(example.workflow)}
            >
              Run
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}

/** A chord in outline: what a drawing looks like before there is one. */
function Sketch() {
  const lanes = [0, 72, 144];
  return (
    <svg viewBox="0 0 208 148" className="h-36" fill="none" strokeWidth="1.5" aria-hidden>
      <g className="stroke-rail">
        <path d="M104 28V44M32 44H176M32 44v12M104 44v12M176 44v12M32 84v12M104 84v12M176 84v12M32 96H176M104 96v16" />
      </g>
      <g className="fill-panel stroke-line-strong">
        <rect x="72" y="1" width="64" height="27" rx="6" />
        {lanes.map((x) => (
          <rect key={x} x={x + 0.75} y="56" width="62.5" height="28" rx="6" />
        ))}
        <rect x="72" y="112" width="64" height="28" rx="6" className="[stroke-dasharray:4_3]" />
      </g>
      <g className="state-succeeded fill-state">
        <circle cx="84" cy="14.500" r="4" />
        <circle cx="13" cy="70" r="4" />
      </g>
      <g className="state-running fill-state">
        <circle cx="85" cy="70" r="4" />
        <circle cx="157" cy="70" r="4" />
      </g>
    </svg>
  );
}
