"use client";
import { Maximize2 } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import type { Json } from "@/core/node";
import { JsonView } from "./JsonView";
import { partsOfResult, type ResultPart } from "./result-parts";
import { ResultTable } from "./ResultTable";

/** A result as what it is: a page, pictures, a table, text, data. */
export function ResultView({ value }: { value: Json }) {
  const parts = useMemo(() => partsOfResult(value), [value]);
  return parts.map((part, index) => (
    // Parts have no names of their own, and their order is that of the value.
    // oxlint-disable-next-line react/no-array-index-key
    <Part key={index} part={part} />
  ));
}

function Part({ part }: { part: ResultPart }) {
  switch (part.as) {
    case "report":
      return <Report html={part.html} />;
    case "image":
      return <Picture name={part.name} url={part.url} />;
    case "table":
      return <ResultTable columns={part.columns} rows={part.rows} />;
    case "text":
      return <JsonView label="Result" value={part.text} />;
    case "data":
      return <JsonView label="Result" value={part.value} />;
  }
}

/** A picture cannot run anything, whatever is in it: as an image its scripts and links are dead. */
function Picture({ name, url }: { name: string; url: string }) {
  return (
    <figure className="overflow-hidden rounded-card border border-line">
      <figcaption className="border-b border-line px-3 py-1.5 font-medium">{name}</figcaption>
      {/* A data URL: there is nothing to fetch and nothing to make smaller. */}
      {/* oxlint-disable-next-line nextjs/no-img-element */}
      <img src={url} alt={name} className="mx-auto max-h-[60dvh] max-w-full bg-white" />
    </figure>
  );
}

/** A page that a task made: shown without scripts, forms or an origin of its own. */
function Report({ html }: { html: string }) {
  const [large, setLarge] = useState(false);
  const page = (className: string) => (
    <iframe
      title="Report"
      sandbox=""
      srcDoc={html}
      className={`block w-full bg-white ${className}`}
    />
  );
  return (
    <div className="overflow-hidden rounded-card border border-line">
      <div className="flex items-center justify-between border-b border-line py-1 pr-1 pl-3">
        <span className="font-medium">Report</span>
        <Button
          variant="quiet"
          size="compact"
          icon={<Maximize2 aria-hidden />}
          onClick={() => setLarge(true)}
        >
          Enlarge
        </Button>
      </div>
      {page("h-80")}
      <Dialog open={large} onOpenChange={setLarge} title="Report" placement="wide">
        {page("h-[78dvh]")}
      </Dialog>
    </div>
  );
}
