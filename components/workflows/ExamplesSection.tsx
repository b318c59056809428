"use client";
import { Play } from "lucide-react";
import Link from "next/link";
import { Button, buttonClasses } from "@/components/ui/Button";
import { EXAMPLE_WORKFLOWS, type ExampleWorkflow } from "@/core/examples";
import { WorkflowDrawing } from "@/components/templates/WorkflowDrawing";
import { useSubmit, type Submit } from "@/components/editor/use-submit";

/** The workflows to begin with. */
export function ExamplesSection() {
  const submit = useSubmit();
  return (
    <section aria-labelledby="examples-title">
      <h2 id="examples-title" className="text-title font-semibold">
        Examples
      </h2>
      <p className="mb-4 text-soft">
        Made of the tasks that come along. Run one to see it live, or open it and change it.
      </p>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {EXAMPLE_WORKFLOWS.map((example) => (
          <ExampleCard key={example.id} example={example} {...submit} />
        ))}
      </ul>
    </section>
  );
}

interface ExampleCardProps extends Submit {
  example: ExampleWorkflow;
}

function ExampleCard({ example, submit, isSubmitting }: ExampleCardProps) {
  const titleId = `example-${example.id}`;
  return (
    <li
      aria-labelledby={titleId}
      className="flex flex-col gap-1 rounded-card border border-line bg-panel p-4"
    >
      <div className="-mx-4 -mt-4 mb-2 grid h-48 place-items-center overflow-hidden rounded-t-card border-b border-line bg-ground p-2">
        <WorkflowDrawing workflow={example.workflow} />
      </div>
      <h3 id={titleId} className="text-form font-semibold">
        {example.title}
      </h3>
      <p className="mb-3 flex-1 text-pretty text-soft">{example.description}</p>
      <div className="flex gap-2">
        <Link
          href={`/workflows/new?example=${example.id}`}
          aria-describedby={titleId}
          className={buttonClasses()}
        >
          Open
        </Link>
        <Button
          icon={<Play aria-hidden />}
          aria-describedby={titleId}
          disabled={isSubmitting}
          onClick={() => void submit(example.workflow)}
        >
          Run
        </Button>
      </div>
    </li>
  );
}
