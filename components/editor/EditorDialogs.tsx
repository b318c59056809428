"use client";
import { Dialog } from "@/components/ui/Dialog";
import { Switch } from "@/components/ui/Switch";
import { CopyDialog } from "./exchange/CopyDialog";
import { TakenDialog } from "./exchange/TakenDialog";
import { KeyList } from "./KeyHelp";
import { setSingleKeys, useSingleKeys } from "./key-settings";
import { PasteDialog } from "./PasteDialog";
import { SectionTitle } from "./SectionTitle";
import { SHORTCUTS } from "./shortcuts";
import { InsertTemplateDialog } from "./templates/InsertTemplateDialog";
import { SaveTemplateDialog } from "./templates/SaveTemplateDialog";
import { useEditor, useEditorShared } from "./use-editor";
import { WireMenu } from "./WireMenu";

const SECTIONS = [...new Set(SHORTCUTS.map(({ section }) => section))];

/** What lies over the editor: the list of keys, texts to copy, the choice of where to paste. */
export function EditorDialogs() {
  const dialog = useEditor((state) => state.dialog);
  const { store, focus } = useEditorShared();
  const close = () => {
    store.getState().setDialog(null);
    focus.node(store.getState().selection.at(-1) ?? null);
  };
  return (
    <>
      <KeysDialog isOpen={dialog?.kind === "help"} onClose={close} />
      <CopyDialog isOpen={dialog?.kind === "copyAs"} onClose={close} />
      <SaveTemplateDialog isOpen={dialog?.kind === "saveTemplate"} onClose={close} />
      <InsertTemplateDialog isOpen={dialog?.kind === "insertTemplate"} onClose={close} />
      <TakenDialog taken={dialog?.kind === "taken" ? dialog : null} onClose={close} />
      <WireMenu wire={dialog?.kind === "wire" ? dialog : null} onClose={close} />
      <PasteDialog text={dialog?.kind === "pasteAt" ? dialog.text : null} onClose={close} />
    </>
  );
}

function KeysDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const isOn = useSingleKeys();
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Keys"
      placement="wide"
    >
      <div className="flex flex-col gap-5 p-4">
        <Switch
          label="Single keys"
          hint="Letters, digits and symbols act on the canvas and in the outline. Switched off, the other keys, the menus and Ctrl K still do."
          checked={isOn}
          onCheckedChange={setSingleKeys}
        />
        <div className="gap-8 sm:columns-2 lg:columns-3">
          {SECTIONS.map((section) => (
            <section key={section} aria-label={section} className="mb-5 break-inside-avoid">
              <SectionTitle>{section}</SectionTitle>
              <KeyList rows={SHORTCUTS.filter((row) => row.section === section)} />
            </section>
          ))}
        </div>
        <p className="text-soft">
          With the mouse: drag a node or the head of a container to move it, a + to another node to
          draw a wire, a task out of the palette to a place; Shift click selects up to a node, Ctrl
          click one more, Shift drag all in a frame; Shift click on a chevron folds all in it; a
          right click opens the menu of a node.
        </p>
      </div>
    </Dialog>
  );
}
