"use client";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import type { WorkflowSummary } from "@/core/saved";

interface RenameDialogProps {
  workflow: WorkflowSummary | null;
  onClose: () => void;
  /** True when it was done. */
  onRename: (workflow: WorkflowSummary, name: string) => Promise<boolean>;
}

export function RenameDialog({ workflow, onClose, onRename }: RenameDialogProps) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      open={workflow !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Rename the workflow"
      initialFocus={field}
    >
      {workflow === null ? null : (
        <NameForm
          key={workflow.id}
          name={workflow.name}
          field={field}
          onName={async (name) => {
            if (name === workflow.name || (await onRename(workflow, name))) onClose();
          }}
        />
      )}
    </Dialog>
  );
}

interface NameFormProps {
  name: string;
  field: React.RefObject<HTMLInputElement | null>;
  onName: (name: string) => Promise<void>;
}

function NameForm({ name, field, onName }: NameFormProps) {
  const [value, setValue] = useState(name);
  const isEmpty = value.trim() === "";
  return (
    <form
      className="flex gap-2 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty) void onName(value.trim());
      }}
    >
      <input
        ref={field}
        aria-label="Name"
        value={value}
        maxLength={200}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setValue(event.target.value)}
        className="h-8 min-w-0 flex-1 rounded-control border border-line bg-panel px-2"
      />
      <Button variant="primary" type="submit" disabled={isEmpty}>
        Rename
      </Button>
    </form>
  );
}
