"use client";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { formatExact } from "@/core/format";
import type { Json } from "@/core/node";
import { CopyButton } from "./CopyButton";
import { JsonView } from "./JsonView";
import { TABLE_ROWS } from "./result-parts";

interface ResultTableProps {
  columns: string[];
  rows: { [column: string]: Json }[];
}

/** A list of flat objects, with the way to see it as data. */
export function ResultTable({ columns, rows }: ResultTableProps) {
  const [isData, setData] = useState(false);
  const [shown, setShown] = useState(TABLE_ROWS);
  return (
    <>
      <div className="flex items-center gap-2">
        <span className="num flex-1 text-soft">
          {formatExact(rows.length)} rows, {formatExact(columns.length)} columns
        </span>
        <CopyButton label="Copy result" text={() => JSON.stringify(rows, null, 2)} />
        <Button size="compact" onClick={() => setData(!isData)}>
          {isData ? "As a table" : "As data"}
        </Button>
      </div>
      {isData ? (
        <JsonView label="Result" value={rows} />
      ) : (
        <div
          role="region"
          aria-label="Result"
          // What scrolls has to be reachable by keys.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          className="max-h-[60dvh] overflow-auto rounded-card border border-line"
        >
          <table className="w-full border-collapse text-left">
            <thead className="sticky top-0 bg-odd">
              <tr>
                {columns.map((column) => (
                  <th
                    key={column}
                    scope="col"
                    className={`px-3 py-1.5 font-medium ${typeof rows[0]?.[column] === "number" ? "text-right" : ""}`}
                  >
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, shown).map((row, index) => (
                // Rows have nothing that tells them apart but their place.
                // oxlint-disable-next-line react/no-array-index-key
                <tr key={index} className="border-t border-line">
                  {columns.map((column) => (
                    <Cell key={column} value={row[column]} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {isData || rows.length <= shown ? null : (
        <Button className="self-start" size="compact" onClick={() => setShown(shown + TABLE_ROWS)}>
          Show {formatExact(Math.min(TABLE_ROWS, rows.length - shown))} more
        </Button>
      )}
    </>
  );
}

function Cell({ value }: { value: Json | undefined }) {
  if (value === undefined || value === null)
    return <td className="px-3 py-1 text-faint">{value === null ? "null" : ""}</td>;
  const isNumber = typeof value === "number";
  return (
    <td className={`max-w-80 px-3 py-1 break-words ${isNumber ? "num text-right" : ""}`}>
      {String(value)}
    </td>
  );
}
