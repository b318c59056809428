"use client";
import type { ReactNode } from "react";
import { formatPlural } from "@/core/format";
import type { WaitsFor } from "@/core/run-view";
import { NodeLink } from "./NodeLink";

interface WaitingForProps {
  nodeId: string;
  waits: WaitsFor;
  /** How many copies of the map around it may be under way. */
  size: number | undefined;
  onSelect: (id: string) => void;
}

/** What is before a node, with the way to the steps that have not ended. */
export function WaitingFor({ nodeId, waits, size, onSelect }: WaitingForProps) {
  const link = (id: string) => <NodeLink id={id} onSelect={onSelect} />;
  const others = waits.open.filter((id) => id !== waits.nodeId);
  const more = waits.openCount - waits.open.length;
  return (
    <>
      <p>
        {waits.whose === nodeId ? null : <>It starts with {link(waits.whose)}. That </>}
        <Sentence waits={waits} size={size} link={link} isFirst={waits.whose === nodeId} />
      </p>
      <Steps ids={others} onSelect={onSelect} more={more} />
      {waits.stopping === 0 ? null : <p className="mt-1.5">{stoppingWords(waits)}</p>}
      {waits.front.length === 0 ? null : (
        <>
          <p className="mt-1.5">In the end it all waits for:</p>
          <Steps ids={waits.front} onSelect={onSelect} more={0} />
        </>
      )}
    </>
  );
}

interface SentenceProps {
  waits: WaitsFor;
  size: number | undefined;
  link: (id: string) => ReactNode;
  isFirst: boolean;
}

function Sentence({ waits, size, link, isFirst }: SentenceProps) {
  const before = waits.nodeId === undefined ? null : link(waits.nodeId);
  const wait = isFirst ? "Waits" : "waits";
  const open = formatPlural(waits.openCount, "step");
  const isOver = waits.openCount === 0;
  switch (waits.for) {
    case "begin":
      return <>{wait} for the run to be started.</>;
    case "end":
      if (isOver)
        return (
          <>
            {isFirst ? "Follows" : "follows"} {before}, which has just ended.
          </>
        );
      if (waits.open[0] === waits.nodeId)
        return (
          <>
            {wait} for {before} to end.
          </>
        );
      return (
        <>
          {wait} for {before} to end, of which {open} {has(waits.openCount)} not ended:
        </>
      );
    case "header":
      if (isOver)
        return (
          <>
            {isFirst ? "Follows" : "follows"} the header of {before}, which has just ended.
          </>
        );
      return (
        <>
          {wait} for all of the header of {before}, of which {open} {has(waits.openCount)} not
          ended:
        </>
      );
    case "success":
      return (
        <>
          {wait} for {before} to succeed; it is skipped otherwise.
        </>
      );
    case "failure":
      return (
        <>
          {wait} for {before} to fail; it is skipped otherwise.
        </>
      );
    case "items":
      return (
        <>
          {wait} for the list that {before} unfolds.
        </>
      );
    case "window":
      return (
        <>
          {wait} for its turn in {before}
          {size === undefined
            ? ""
            : `, which has ${formatPlural(size, "copy", "copies")} under way at most`}
          {isOver ? "." : ". Under way:"}
        </>
      );
  }
}

/** What was asked to stop ends as revoked, also when it may fail. */
function stoppingWords({ stopping, openCount, for: what }: WaitsFor): string {
  const who = openCount === 1 ? "It" : formatPlural(stopping, "of them", "of them");
  const were = stopping === 1 ? "was" : "were";
  const then = what === "failure" ? "starts" : "is skipped";
  return `${who} ${were} asked to stop: this ${then} then.`;
}

const has = (count: number) => (count === 1 ? "has" : "have");

interface StepsProps {
  ids: string[];
  more: number;
  onSelect: (id: string) => void;
}

/** Links to steps, as many as are named. */
export function Steps({ ids, more, onSelect }: StepsProps) {
  if (ids.length === 0) return null;
  return (
    <ul className="mt-1 flex flex-wrap gap-x-3 gap-y-0.5">
      {ids.map((id) => (
        <li key={id} className="max-w-full">
          <NodeLink id={id} onSelect={onSelect} marked />
        </li>
      ))}
      {more > 0 ? <li className="text-soft">and {formatPlural(more, "more step")}</li> : null}
    </ul>
  );
}
