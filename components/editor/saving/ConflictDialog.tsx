"use client";
import { useMemo, useState } from "react";
import { useStore } from "zustand";
import { Button } from "@/components/ui/Button";
import { classes } from "@/components/ui/classes";
import { Dialog } from "@/components/ui/Dialog";
import { DocumentCanvas } from "@/components/workflows/DocumentCanvas";
import { merge, type Conflict, type Side, type Versions } from "@/core/merge";
import { useEditorStore } from "../use-editor";
import { compareSides, deedOf, titleOfConflict, type Told } from "./conflict-words";
import type { OpenConflict } from "./types";
import { useSaveState, useSaving } from "./use-saver";

interface ConflictDialogProps {
  isOpen: boolean;
  onClose: () => void;
}

/** Two versions that cannot be merged without a choice, side by side; one chooses node by node. */
export function ConflictDialog({ isOpen, onClose }: ConflictDialogProps) {
  const conflict = useSaveState((state) => state.conflict);
  return (
    <Dialog
      open={isOpen && conflict !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Choose what to keep"
      description={
        conflict === null
          ? ""
          : `${conflict.theirs.author} saved revision ${conflict.theirs.revision} while you changed the same things. All else is merged. Nothing is overwritten before you choose.`
      }
      placement="wide"
    >
      {conflict === null ? null : <Choosing conflict={conflict} onClose={onClose} />}
    </Dialog>
  );
}

const SIDES: readonly Side[] = ["mine", "theirs"];

function Choosing({ conflict, onClose }: { conflict: OpenConflict; onClose: () => void }) {
  const saver = useSaving();
  const mine = useStore(useEditorStore(), (state) => state.document);
  const versions: Versions = useMemo(() => ({ ...conflict.versions, mine }), [conflict, mine]);
  const [choices, setChoices] = useState<ReadonlyMap<string, Side>>(new Map());
  const [selected, setSelected] = useState<string | null>(null);
  const told = useMemo(() => compareSides(versions), [versions]);
  const { document, conflicts, open } = useMemo(
    () => merge(versions, choices),
    [versions, choices],
  );
  const choose = (side: Side, which: readonly Conflict[]) =>
    setChoices(new Map([...choices, ...which.map(({ id }) => [id, side] as const)]));
  const names = { mine: "Yours", theirs: conflict.theirs.author };
  return (
    <div className="flex h-[min(78dvh,760px)] flex-col">
      <div className="grid min-h-0 flex-1 grid-cols-2 gap-px bg-line max-sm:grid-cols-1">
        {SIDES.map((side) => (
          <section key={side} aria-label={names[side]} className="flex min-h-0 flex-col bg-panel">
            <h3 className="flex h-8 shrink-0 items-center border-b border-line px-3 font-medium">
              {names[side]}
            </h3>
            <div className="min-h-0 flex-1">
              <DocumentCanvas
                label={`Drawing: ${names[side]}`}
                document={versions[side]}
                differences={told[side].nodes}
                selected={selected}
                onSelect={setSelected}
              />
            </div>
          </section>
        ))}
      </div>
      <ul
        aria-label="Conflicts"
        className="max-h-[40%] shrink-0 overflow-auto border-t border-line"
      >
        {conflicts.map((each) => (
          <ConflictRow
            key={each.id}
            {...{ versions, told, names }}
            conflict={each}
            chosen={choices.get(each.id) ?? null}
            onChoose={(side) => choose(side, [each])}
            onLook={() => setSelected(each.nodeIds[0] ?? null)}
          />
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2 border-t border-line p-3">
        <Button onClick={() => choose("mine", conflicts)}>Mine for all</Button>
        <Button onClick={() => choose("theirs", conflicts)}>Theirs for all</Button>
        <span role="status" className="flex-1 text-right text-soft">
          {open.length === 0 ? "All chosen" : `${open.length} to choose`}
        </span>
        <Button
          variant="primary"
          disabled={open.length > 0}
          onClick={() => {
            saver.resolve(document);
            onClose();
          }}
        >
          Save the merged version
        </Button>
      </div>
    </div>
  );
}

interface ConflictRowProps {
  versions: Versions;
  told: Told;
  names: Record<Side, string>;
  conflict: Conflict;
  chosen: Side | null;
  onChoose: (side: Side) => void;
  onLook: () => void;
}

function ConflictRow(props: ConflictRowProps) {
  const { versions, told, names, conflict, chosen, onChoose, onLook } = props;
  const title = titleOfConflict(versions, conflict);
  return (
    <li className="border-b border-line p-3 last:border-b-0">
      <fieldset className="flex flex-col gap-2">
        <legend className="contents">
          <button type="button" onClick={onLook} className="self-start font-medium hover:underline">
            {title}
          </button>
        </legend>
        <div className="grid grid-cols-2 gap-2 max-sm:grid-cols-1">
          {SIDES.map((side) => (
            <label
              key={side}
              className={classes(
                "flex cursor-pointer items-start gap-2 rounded-control border p-2 hover:border-line-strong",
                chosen === side ? "border-accent bg-selected" : "border-line",
              )}
            >
              <input
                type="radio"
                name={conflict.id}
                checked={chosen === side}
                onChange={() => onChoose(side)}
                className="mt-0.5 accent-(--accent)"
              />
              <span className="text-meta text-soft">{names[side]}</span>
              <span className="min-w-0 flex-1 font-mono text-meta break-words whitespace-pre-wrap">
                {deedOf(versions, told, { conflict, side })}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
    </li>
  );
}
