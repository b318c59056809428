"use client";
import { JsonView as Tree } from "react-json-view-lite";
import type { ComponentProps } from "react";
import type { Json } from "@/core/node";

/** What has more members than this is folded at first. */
const OPEN_MEMBERS = 50;
const OPEN_LEVELS = 3;

const STYLE: NonNullable<ComponentProps<typeof Tree>["style"]> = {
  container: "font-mono text-meta leading-5 break-words whitespace-pre-wrap",
  basicChildStyle: "pl-4",
  childFieldsContainer: "",
  label: "mr-1.5 text-ink font-medium",
  clickableLabel: "mr-1.5 text-ink font-medium cursor-pointer",
  nullValue: "text-faint",
  undefinedValue: "text-faint",
  numberValue: "text-accent",
  stringValue: "text-soft",
  booleanValue: "text-accent",
  otherValue: "text-ink",
  punctuation: "text-faint mr-1",
  expandIcon: "-ml-4 inline-block w-4 cursor-pointer text-faint before:content-['▸']",
  collapseIcon: "-ml-4 inline-block w-4 cursor-pointer text-faint before:content-['▾']",
  collapsedContent: "cursor-pointer rounded-chip bg-hover px-1 text-faint before:content-['…']",
  quotesForFieldNames: true,
  stringifyStringValues: true,
  ariaLables: { collapseJson: "Fold", expandJson: "Unfold" },
};

/** A list or an object as a tree that folds, for keys as well: arrows move, Left and Right fold. */
export function JsonTree({ label, value }: { label: string; value: Json[] | object }) {
  return (
    <Tree
      aria-label={label}
      data={value}
      style={STYLE}
      clickToExpandNode
      shouldExpandNode={(level, each: unknown) =>
        level < OPEN_LEVELS &&
        (typeof each !== "object" || each === null || Object.keys(each).length <= OPEN_MEMBERS)
      }
    />
  );
}
