"use client";
import { Plus } from "lucide-react";
import { Button } from "@/components/ui/Button";
import { EXAMPLE_WORKFLOWS } from "@/core/examples";
import { useEditor, useEditorShared } from "./use-editor";

/** What stands where nothing is drawn yet: how to begin, and workflows to begin with. */
export function EmptyCanvas() {
  const { store, focus } = useEditorShared();
  const isDropped = useEditor(({ moving }) => moving?.adding !== undefined);
  return (
    <section aria-label="Workflow, empty" className="relative size-full overflow-auto bg-ground">
      {isDropped ? (
        <div className="pointer-events-none absolute inset-4 z-10 grid place-items-center rounded-card border-2 border-dashed border-focus bg-ground/95">
          <p className="text-form font-medium text-focus">becomes the first task</p>
        </div>
      ) : null}
      <div className="mx-auto flex min-h-full max-w-2xl flex-col justify-center gap-8 px-6 py-10">
        <div className="flex flex-col items-center gap-4 text-center">
          <p className="max-w-md text-form text-pretty text-soft">
            A workflow is a tree of tasks: add one, then say what runs after it and what runs
            alongside.
          </p>
          <Button variant="primary" icon={<Plus aria-hidden />} onClick={focus.palette}>
            Add the first task
          </Button>
        </div>
        <section aria-labelledby="examples-title">
          <h2 id="examples-title" className="mb-2 text-meta font-semibold text-soft">
            Or begin with an example
          </h2>
          <ul className="grid gap-2 sm:grid-cols-2">
            {EXAMPLE_WORKFLOWS.map((example) => (
              <li key={example.id} className="flex">
                <button
                  type="button"
                  onClick={() => store.getState().replaceAll(example.workflow)}
                  className="flex flex-1 flex-col gap-0.5 rounded-card border border-line bg-panel px-3 py-2.5 text-left hover:border-line-strong hover:bg-hover"
                >
                  <span className="font-medium">{example.title}</span>
                  <span className="line-clamp-2 text-meta text-soft">{example.description}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </section>
  );
}
