"use client";
import { Copy } from "lucide-react";
import { useMemo, useState } from "react";
import { toast } from "sonner";
import { Button, IconButton } from "@/components/ui/Button";
import { formatBytes } from "@/core/format";
import type { Json } from "@/core/node";

/** Beyond this many characters the rest is shown on demand: a page stays quick whatever a task returns. */
const SHOWN = 20_000;

interface JsonViewProps {
  label: string;
  value: Json;
}

/** A JSON value as people read it; text as text. */
export function JsonView({ label, value }: JsonViewProps) {
  const [all, setAll] = useState(false);
  const text = useMemo(
    () => (typeof value === "string" ? value : JSON.stringify(value, null, 2)),
    [value],
  );
  const cut = !all && text.length > SHOWN;
  const copy = () => {
    void navigator.clipboard.writeText(text).then(
      () => toast.success("Copied"),
      () => toast.error("The browser does not let this page copy. Select the text instead."),
    );
  };
  return (
    <div className="relative rounded-card border border-line bg-odd">
      <div className="absolute top-1 right-1">
        <IconButton label={`Copy ${label.toLowerCase()}`} size="compact" onClick={copy}>
          <Copy />
        </IconButton>
      </div>
      <pre
        aria-label={label}
        // What scrolls has to be reachable by keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="max-h-[60dvh] overflow-auto p-3 pr-10 font-mono text-meta break-words whitespace-pre-wrap"
      >
        {cut ? text.slice(0, SHOWN) : text}
      </pre>
      {cut ? (
        <div className="flex items-center gap-3 border-t border-line p-2 text-soft">
          The first {formatBytes(SHOWN)} of {formatBytes(text.length)}
          <Button size="compact" onClick={() => setAll(true)}>
            Show all
          </Button>
        </div>
      ) : null}
    </div>
  );
}
