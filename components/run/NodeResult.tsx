"use client";
import { useQuery } from "@tanstack/react-query";
import { Maximize2 } from "lucide-react";
import { useState } from "react";
import { api, errorText } from "@/components/api/client";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Notice } from "@/components/ui/Notice";
import type { Json } from "@/core/node";
import { ErrorView } from "./ErrorView";
import { JsonView } from "./JsonView";
import type { NodePartProps } from "./NodePanel";

/** What a node gave; of a group the list, in the order drawn. */
export function NodeResult({ runId, view }: NodePartProps) {
  const result = useQuery({
    queryKey: ["result", runId, view.id, view.state, view.epoch, view.settled],
    queryFn: () => api.runs.result.query({ runId, nodeId: view.id }),
  });
  if (result.error !== null) {
    return (
      <div className="p-4">
        <Notice title="The result cannot be read">{errorText(result.error)}</Notice>
      </div>
    );
  }
  const answer = result.data;
  if (answer === undefined) return <div className="h-40" aria-busy="true" />;
  return (
    <div className="flex flex-col gap-3 p-4">
      {answer.error === undefined ? null : <ErrorView error={answer.error} />}
      {answer.value === undefined ? (
        answer.error === undefined ? (
          <p className="text-soft">
            {answer.ready ? "It ended without a result." : "There is no result yet."}
          </p>
        ) : null
      ) : (
        <ResultValue value={answer.value} />
      )}
    </div>
  );
}

function ResultValue({ value }: { value: Json }) {
  const html = htmlOf(value);
  return html === null ? (
    <JsonView label="Result" value={value} />
  ) : (
    <>
      <Report html={html.page} />
      {html.rest === null ? null : <JsonView label="Result" value={html.rest} />}
    </>
  );
}

/** A result with an `html` text is a report; the rest of it stays data. */
function htmlOf(value: Json): { page: string; rest: Json | null } | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const { html, ...rest } = value;
  if (typeof html !== "string") return null;
  return { page: html, rest: Object.keys(rest).length === 0 ? null : rest };
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
