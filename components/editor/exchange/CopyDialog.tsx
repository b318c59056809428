"use client";
import { Copy, Download } from "lucide-react";
import { useMemo, useState } from "react";
import { toast } from "sonner";
import { useTasks } from "@/components/api/use-tasks";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Switch } from "@/components/ui/Switch";
import type { TaskInfo } from "@/core/task";
import { useEditor } from "../use-editor";
import { titleOf } from "../words";
import { download } from "./files";
import { FORMATS, workflowFrom, writeAs, type FormatId } from "./formats";
import { LossList } from "./LossList";

const NO_TASKS: readonly TaskInfo[] = [];

/** Longer texts are copied whole, and shown in part. */
const SHOWN_CHARACTERS = 40_000;

function shownOf(text: string): string {
  if (text.length <= SHOWN_CHARACTERS) return text;
  return `${text.slice(0, SHOWN_CHARACTERS)}\n… and more, which is copied too.`;
}

/** The workflow, or the node that is selected, as text in one of several forms. */
export function CopyDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Copy as"
      placement="wide"
    >
      {isOpen ? <CopyPanel /> : null}
    </Dialog>
  );
}

function CopyPanel() {
  const [format, setFormat] = useState<FormatId>("typescript");
  const [isPart, setPart] = useState(false);
  const { data: tasks = NO_TASKS } = useTasks();
  const document = useEditor((state) => state.document);
  const selection = useEditor((state) => state.selection);
  const only = selection.length === 1 ? document.nodes[selection[0] ?? ""] : undefined;
  const partId = isPart && only !== undefined ? only.id : null;
  const written = useMemo(() => {
    const workflow = workflowFrom(document, partId);
    return workflow === null ? null : writeAs(format, workflow, tasks);
  }, [document, partId, format, tasks]);
  const text = written?.text ?? null;
  const copy = async () => {
    if (text === null) return;
    try {
      await navigator.clipboard.writeText(text);
      toast(`Copied as ${FORMATS.find(({ id }) => id === format)?.label ?? ""}`);
    } catch {
      toast.error("The browser gives no access to the clipboard here.", {
        description: "Select the text and press Ctrl C, or download it.",
      });
    }
  };
  return (
    <div className="flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-center gap-2">
        <div role="radiogroup" aria-label="Form" className="flex flex-wrap gap-1">
          {FORMATS.map(({ id, label }) => (
            <Button
              key={id}
              role="radio"
              aria-checked={id === format}
              size="compact"
              variant={id === format ? "primary" : "plain"}
              onClick={() => setFormat(id)}
            >
              {label}
            </Button>
          ))}
        </div>
        <span className="flex-1" />
        <Button
          icon={<Download aria-hidden />}
          disabled={text === null}
          onClick={() => download(written?.fileName ?? "workflow.txt", text ?? "")}
        >
          Download
        </Button>
        <Button
          variant="primary"
          icon={<Copy aria-hidden />}
          disabled={text === null}
          onClick={() => void copy()}
        >
          Copy
        </Button>
      </div>
      {only === undefined || only.parentId === null ? null : (
        <Switch
          label="Only what is selected"
          hint={titleOf(only)}
          checked={isPart}
          onCheckedChange={setPart}
        />
      )}
      {written === null ? (
        <p className="text-soft">Nothing is drawn yet. Add the first task.</p>
      ) : (
        <>
          {written.losses.length === 0 ? null : (
            <section
              aria-labelledby="losses-title"
              className="rounded-card border border-line bg-odd p-3"
            >
              <h3 id="losses-title" className="mb-2 font-semibold">
                {text === null ? "It cannot be a flow" : "What a flow cannot say"}
              </h3>
              <LossList
                label="What a flow cannot say"
                losses={written.losses.map(({ message }) => ({ at: "", message }))}
              />
            </section>
          )}
          {text === null ? null : (
            <textarea
              readOnly
              aria-label="Text"
              spellCheck={false}
              value={shownOf(text)}
              className="h-[52dvh] resize-none rounded-card border border-line bg-odd p-3 font-mono text-[12px] leading-[18px]"
            />
          )}
        </>
      )}
    </div>
  );
}
