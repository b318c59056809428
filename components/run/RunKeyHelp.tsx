"use client";
import { Dialog } from "@/components/ui/Dialog";
import { keyText, RUN_KEYS } from "./run-keys";

/** All keys of the page of a run. */
export function RunKeyHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title="Keys"
      description="They count while nothing is being typed. Single keys can be switched off in the editor, under ?."
    >
      <div
        role="region"
        aria-label="All keys"
        // What scrolls has to be reachable by keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="max-h-[min(50dvh,420px)] overflow-auto outline-offset-[-2px]"
      >
        <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5 p-4">
          {RUN_KEYS.map(({ id, keys, does }) => (
            <div key={id} className="contents">
              <dt className="justify-self-start rounded-chip border border-line bg-odd px-1.5 font-mono text-[11.5px] leading-5 whitespace-nowrap">
                {keys.map(keyText).join(" ")}
              </dt>
              <dd className="text-soft">{does}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}
