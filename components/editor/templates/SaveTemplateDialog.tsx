"use client";
import { useMemo, useState } from "react";
import { toast } from "sonner";
import { api, errorText } from "@/components/api/client";
import { useTasks } from "@/components/api/use-tasks";
import { useReloadTemplates } from "@/components/api/use-templates";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import type { Clip } from "@/core/edits/clipboard";
import { placesIn } from "@/core/template/places";
import type { TaskInfo } from "@/core/task";
import { TextField } from "../fields";
import { useEditorStore } from "../use-editor";
import { fragmentOf, parametersOf, type ChosenPlace } from "./fragment";
import { PlaceRow } from "./PlaceRow";

const NO_TASKS: readonly TaskInfo[] = [];

/** Keeps what is selected as a template; some of its arguments become parameters. */
export function SaveTemplateDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Save as a template"
      description="A part of a workflow, to be put into others with other values."
    >
      {isOpen ? <SavePanel onClose={onClose} /> : null}
    </Dialog>
  );
}

function SavePanel({ onClose }: { onClose: () => void }) {
  const store = useEditorStore();
  const [fragment] = useState(() => fragmentOf(store));
  if (typeof fragment === "string") return <p className="p-4">{fragment}</p>;
  return <SaveForm fragment={fragment} onClose={onClose} />;
}

function SaveForm({ fragment, onClose }: { fragment: Clip; onClose: () => void }) {
  const { data: tasks = NO_TASKS } = useTasks();
  const reload = useReloadTemplates();
  const offers = useMemo(() => placesIn(fragment.nodes, tasks), [fragment, tasks]);
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [chosen, setChosen] = useState<{ [pointer: string]: ChosenPlace }>({});
  const [isSaving, setSaving] = useState(false);
  const choose = (pointer: string, place: ChosenPlace | null) =>
    setChosen(({ [pointer]: _before, ...rest }) =>
      place === null ? rest : { ...rest, [pointer]: place },
    );
  const save = async () => {
    setSaving(true);
    try {
      const inOrder = offers.flatMap(({ pointer }) => chosen[pointer] ?? []);
      const template = {
        version: 1,
        name: name.trim(),
        description,
        relation: fragment.relation,
        nodes: fragment.nodes,
        parameters: parametersOf(inOrder),
      };
      await api.templates.save.mutate({ baseRevision: 0, template });
      await reload();
      toast.success(`Saved the template "${name.trim()}"`);
      onClose();
    } catch (error) {
      toast.error("The template was not saved.", { description: errorText(error) });
      setSaving(false);
    }
  };
  return (
    <form
      className="flex flex-col gap-4 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField label="Name" value={name} onValueChange={setName} />
      <TextField
        label="Description"
        value={description}
        placeholder="what it does"
        onValueChange={setDescription}
      />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-medium">Parameters</legend>
        {offers.length === 0 ? (
          <p className="text-soft">Its tasks have no arguments that could be given.</p>
        ) : (
          <ul className="flex flex-col gap-2">
            {offers.map((offer) => (
              <PlaceRow
                key={offer.pointer}
                offer={offer}
                chosen={chosen[offer.pointer] ?? null}
                onChoose={(place) => choose(offer.pointer, place)}
              />
            ))}
          </ul>
        )}
      </fieldset>
      <Button
        type="submit"
        variant="primary"
        className="self-end"
        disabled={name.trim() === "" || isSaving}
      >
        Save the template
      </Button>
    </form>
  );
}
