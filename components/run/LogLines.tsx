import { Fragment } from "react";
import type { LogLine } from "@/components/api/outputs";
import { Moment } from "./Moment";

interface LogLinesProps {
  lines: LogLine[];
  /** What is marked in them, in lower case; empty for nothing. */
  wanted?: string;
  className?: string;
}

/** Lines of a log; where another attempt begins, that is said. */
export function LogLines({ lines, wanted = "", className = "" }: LogLinesProps) {
  return (
    <div className="font-mono text-meta">
      {lines.map((line, index) => (
        <Fragment key={line.id}>
          {index > 0 && lines[index - 1]?.attempt !== line.attempt ? (
            <p className={`py-1 font-sans text-faint ${className}`}>Attempt {line.attempt}</p>
          ) : null}
          <div className={`flex gap-3 py-0.5 hover:bg-hover ${className}`}>
            <span className="shrink-0 text-faint">
              <Moment at={line.at} />
            </span>
            <span className="min-w-0 break-words whitespace-pre-wrap">
              <Marked text={line.message} wanted={wanted} />
            </span>
          </div>
        </Fragment>
      ))}
    </div>
  );
}

function Marked({ text, wanted }: { text: string; wanted: string }) {
  // Lower case may be longer than what it was made of: then places do not fit, and nothing is marked.
  const lower = text.toLowerCase();
  const at = wanted === "" || lower.length !== text.length ? -1 : lower.indexOf(wanted);
  if (at < 0) return text;
  const end = at + wanted.length;
  return (
    <>
      {text.slice(0, at)}
      <mark className="rounded-chip bg-accent/25 text-ink">{text.slice(at, end)}</mark>
      <Marked text={text.slice(end)} wanted={wanted} />
    </>
  );
}
