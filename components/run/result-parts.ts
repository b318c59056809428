/** What a result is shown as: a page, pictures, a table, text, data. Pure. */
import type { Json } from "@/core/node";

export type ResultPart =
  | { as: "report"; html: string }
  | { as: "image"; name: string; url: string }
  | { as: "table"; columns: string[]; rows: { [column: string]: Json }[] }
  | { as: "text"; text: string }
  | { as: "data"; value: Json };

/** Rows that a table shows. */
export const TABLE_ROWS = 200;
const COLUMNS = 12;

/** Only what carries itself: pictures from elsewhere are not fetched. */
const IMAGE = /^data:image\/(png|jpe?g|gif|webp|avif|svg\+xml)[;,]/i;
const PAGE = /^\s*(<!doctype html|<html[\s>])/i;

/** Pages and pictures first, then what is left of the value. Never empty. */
export function partsOfResult(value: Json): ResultPart[] {
  if (typeof value === "string") return [partOfText(value)];
  if (Array.isArray(value)) return partsOfList(value);
  if (typeof value !== "object" || value === null) return [{ as: "data", value }];
  const parts: ResultPart[] = [];
  const rest = Object.entries(value).filter(([name, each]) => {
    const part = typeof each === "string" ? partOfText(each, name) : undefined;
    const isPart = part?.as === "image" || part?.as === "report";
    if (part && isPart) parts.push(part);
    return !isPart;
  });
  if (rest.length > 0 || parts.length === 0) {
    parts.push({ as: "data", value: Object.fromEntries(rest) });
  }
  return parts;
}

/** A text under the name `html` is a page, whatever it begins with. */
function partOfText(text: string, name = "Image"): ResultPart {
  if (IMAGE.test(text)) return { as: "image", name, url: text };
  if (name === "html" || PAGE.test(text)) return { as: "report", html: text };
  return { as: "text", text };
}

function partsOfList(list: Json[]): ResultPart[] {
  const images = list.filter((each) => typeof each === "string" && IMAGE.test(each));
  if (list.length > 0 && images.length === list.length) {
    return images.map((url, index) => ({
      as: "image",
      name: `Image ${index + 1}`,
      url: String(url),
    }));
  }
  return [tableOf(list) ?? { as: "data", value: list }];
}

/** A list of flat objects of one form is a table. */
function tableOf(list: Json[]): ResultPart | undefined {
  if (list.length < 2) return undefined;
  const rows: { [column: string]: Json }[] = [];
  const columns = new Set<string>();
  for (const row of list) {
    if (typeof row !== "object" || row === null || Array.isArray(row)) return undefined;
    if (Object.values(row).some((cell) => typeof cell === "object" && cell !== null))
      return undefined;
    for (const name of Object.keys(row)) columns.add(name);
    if (columns.size > COLUMNS) return undefined;
    rows.push(row);
  }
  return columns.size === 0 ? undefined : { as: "table", columns: [...columns], rows };
}

/** Nodes of a value, counted up to `limit`: whether a tree of it can be drawn. */
export function countValues(value: Json, limit: number): number {
  let count = 0;
  const open: Json[] = [value];
  while (open.length > 0 && count <= limit) {
    const each = open.pop();
    count += 1;
    if (typeof each !== "object" || each === null) continue;
    for (const inner of Object.values(each)) {
      if (open.length > limit) break;
      open.push(inner);
    }
  }
  return count;
}
