"use client";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { api, errorText } from "@/components/api/client";
import type { SavedTemplate } from "@/components/api/outputs";
import { useReloadTemplates, useTemplates } from "@/components/api/use-templates";
import { WorkflowDrawing } from "@/components/templates/WorkflowDrawing";
import { IconButton } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { EmptyState } from "@/components/ui/EmptyState";
import { useEditorStore } from "../use-editor";
import { insertTemplate } from "./fragment";
import { TemplateForm } from "./TemplateForm";

/** Puts a template behind what is selected, with values for its parameters. */
export function InsertTemplateDialog({
  isOpen,
  onClose,
}: {
  isOpen: boolean;
  onClose: () => void;
}) {
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Insert a template"
      description="It goes after what is selected."
    >
      {isOpen ? <InsertPanel onClose={onClose} /> : null}
    </Dialog>
  );
}

function InsertPanel({ onClose }: { onClose: () => void }) {
  const store = useEditorStore();
  const templates = useTemplates();
  const [chosen, setChosen] = useState<SavedTemplate | null>(null);
  if (templates.error !== null)
    return <p className="p-4 text-danger">{errorText(templates.error)}</p>;
  if (templates.data === undefined)
    return <p className="p-4 text-soft">Asking for the templates …</p>;
  if (chosen !== null)
    return (
      <TemplateForm
        template={chosen}
        onBack={() => setChosen(null)}
        onValues={(values) => {
          const problem = insertTemplate(store, chosen, values);
          if (problem === null) onClose();
          return problem;
        }}
      />
    );
  if (templates.data.length === 0)
    return (
      <div className="p-4">
        <EmptyState title="No template is saved yet">
          Select nodes and choose Save as a template in their menu.
        </EmptyState>
      </div>
    );
  return (
    <ul aria-label="Templates" className="flex flex-col gap-2 p-4">
      {templates.data.map((template) => (
        <TemplateRow key={template.id} template={template} onChoose={() => setChosen(template)} />
      ))}
    </ul>
  );
}

function TemplateRow({ template, onChoose }: { template: SavedTemplate; onChoose: () => void }) {
  const reload = useReloadTemplates();
  const { id, revision, name, description, parameters } = template;
  const remove = async () => {
    try {
      await api.templates.remove.mutate({ id, baseRevision: revision });
      toast(`Removed the template "${name}"`, {
        action: { label: "Undo", onClick: () => void bringBack() },
      });
    } catch (error) {
      toast.error("The template was not removed.", { description: errorText(error) });
    }
    await reload();
  };
  const bringBack = async () => {
    const { id: _id, revision: _revision, savedAt: _savedAt, ...rest } = template;
    try {
      await api.templates.save.mutate({ id, baseRevision: 0, template: rest });
    } catch (error) {
      toast.error("The template was not brought back.", { description: errorText(error) });
    }
    await reload();
  };
  return (
    <li className="flex items-center gap-2 rounded-card border border-line pr-2 hover:border-line-strong">
      <button
        type="button"
        onClick={onChoose}
        className="flex min-w-0 flex-1 items-center gap-3 p-3 text-left"
      >
        <span className="grid h-16 w-28 shrink-0 place-items-center overflow-hidden max-sm:hidden">
          <WorkflowDrawing workflow={workflowFrom(template)} />
        </span>
        <span className="min-w-0">
          <span className="block truncate font-medium">{name}</span>
          <span className="line-clamp-2 text-meta text-soft">
            {description === "" ? parameterWords(parameters.length) : description}
          </span>
        </span>
      </button>
      <IconButton label={`Remove ${name}`} size="compact" onClick={() => void remove()}>
        <Trash2 aria-hidden />
      </IconButton>
    </li>
  );
}

function parameterWords(count: number): string {
  return count === 0 ? "No parameters" : `${count} ${count === 1 ? "parameter" : "parameters"}`;
}

function workflowFrom({ name, nodes, relation }: SavedTemplate) {
  const [only] = nodes;
  const root =
    nodes.length === 1 && only !== undefined ? only : { kind: relation, children: nodes };
  return { version: 1 as const, name, root };
}
