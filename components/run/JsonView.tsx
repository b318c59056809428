"use client";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/Button";
import { formatBytes } from "@/core/format";
import type { Json } from "@/core/node";
import { CopyButton } from "./CopyButton";
import { JsonTree } from "./JsonTree";
import { countValues } from "./result-parts";

/** Beyond this many characters the rest is shown on demand: a page stays quick whatever a task returns. */
const SHOWN = 20_000;
/** A tree of more values than this is slow to unfold: it is shown as text. */
const TREE_VALUES = 5_000;

interface JsonViewProps {
  label: string;
  value: Json;
}

/** A JSON value as people read it: a tree that folds, or text; text as text. */
export function JsonView({ label, value }: JsonViewProps) {
  const [isText, setText] = useState(false);
  const text = useMemo(
    () => (typeof value === "string" ? value : JSON.stringify(value, null, 2)),
    [value],
  );
  const canFold = useMemo(
    () =>
      typeof value === "object" &&
      value !== null &&
      Object.keys(value).length > 0 &&
      countValues(value, TREE_VALUES) <= TREE_VALUES,
    [value],
  );
  const isTree = canFold && !isText;
  return (
    <div className="relative rounded-card border border-line bg-odd">
      <div className="absolute top-1 right-1 z-1 flex">
        {canFold ? (
          <Button
            variant="quiet"
            size="compact"
            aria-label={`${label} as ${isTree ? "text" : "a tree"}`}
            onClick={() => setText(isTree)}
          >
            {isTree ? "Text" : "Tree"}
          </Button>
        ) : null}
        <CopyButton label={`Copy ${label.toLowerCase()}`} text={() => text} />
      </div>
      {isTree && typeof value === "object" && value !== null ? (
        <div className="max-h-[60dvh] overflow-auto p-3 pt-9 pl-6">
          <JsonTree label={label} value={value} />
        </div>
      ) : (
        <JsonText label={label} text={text} isPadded={canFold} />
      )}
    </div>
  );
}

interface JsonTextProps {
  label: string;
  text: string;
  /** Room for the buttons above. */
  isPadded: boolean;
}

function JsonText({ label, text, isPadded }: JsonTextProps) {
  const [all, setAll] = useState(false);
  const isCut = !all && text.length > SHOWN;
  return (
    <>
      <pre
        aria-label={label}
        // What scrolls has to be reachable by keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className={`max-h-[60dvh] overflow-auto p-3 pr-10 font-mono text-meta break-words whitespace-pre-wrap ${isPadded ? "pt-9" : ""}`}
      >
        {isCut ? text.slice(0, SHOWN) : text}
      </pre>
      {isCut ? (
        <div className="flex items-center gap-3 border-t border-line p-2 text-soft">
          The first {formatBytes(SHOWN)} of {formatBytes(text.length)}
          <Button size="compact" onClick={() => setAll(true)}>
            Show all
          </Button>
        </div>
      ) : null}
    </>
  );
}
