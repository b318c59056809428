/** The limits in bytes, counted while a document is walked, without ever building its text. */
import { isPlainObject, quotedBytes, walkJson, type Walked } from "@/core/json-walk";
import { MAX_VALUE_DEPTH } from "@/core/json";
import type { Limits } from "@/core/problem";
import type { MemberKey } from "@/core/workflow-schema";
import { nameNode, quote } from "./names";
import { below, type Place } from "./place";
import type { Report } from "./report";

export interface Measured {
  /** A node, or the document itself. */
  raw: { [key: string]: unknown };
  place: Place;
  nodeId: string | undefined;
  /** What is counted when its own turn comes. */
  members: readonly MemberKey[];
}

/** `unreadable`: something is not JSON. `full`: the workflow is over its limit, and no more is counted. */
export type Measure = "ok" | "unreadable" | "full";

export class SizeMeter {
  /** Bytes of the JSON text of what was measured, members' brackets and commas included. */
  total = 0;
  private readonly limits: Limits;
  private readonly report: Report;

  constructor(limits: Limits, report: Report) {
    this.limits = limits;
    this.report = report;
  }

  /** Counts everything in `raw` but its members, and reports what is not JSON or over a limit. */
  measure(measured: Measured): Measure {
    const { raw, members } = measured;
    let outcome: Measure = "ok";
    let argumentsBytes = 0;
    this.total += objectBytes(raw);
    for (const key of Object.keys(raw)) {
      const value = raw[key];
      if (value === undefined) continue;
      const member = members.find((candidate) => candidate.key === key);
      if (member !== undefined) {
        if (member.many && Array.isArray(value)) this.total += frameBytes(value.length);
        continue;
      }
      const walked = this.walk(value);
      if (!walked.ok) outcome = this.refuse(measured, key, walked);
      else if (key === "args" || key === "kwargs") argumentsBytes += walked.bytes;
      if (outcome === "full") return outcome;
    }
    if (this.total > this.limits.workflowBytes) return this.refuseWorkflow(measured);
    if (argumentsBytes > this.limits.argumentsBytes) this.refuseArguments(measured, argumentsBytes);
    return outcome;
  }

  private walk(value: unknown): Walked {
    const maxBytes = Math.max(0, this.limits.workflowBytes - this.total);
    const walked = walkJson(value, { maxDepth: MAX_VALUE_DEPTH, maxBytes, lenience: "drop" });
    if (walked.ok) this.total += walked.bytes;
    return walked;
  }

  private refuse(measured: Measured, key: string, walked: Walked & { ok: false }): Measure {
    if (walked.reason === "too-large") return this.refuseWorkflow(measured);
    const { raw, place, nodeId } = measured;
    const isTooDeep = walked.reason === "too-deep";
    this.report.add({
      code: isTooDeep ? "LIMIT_DEPTH" : "DOCUMENT_INVALID",
      place: below(place, key, ...(isTooDeep ? [] : walked.path)),
      nodeId,
      message: () => {
        const remedy = isTooDeep ? "Give a flatter value." : "Give plain JSON instead.";
        return `${nameOwner(raw)}: the value of ${quote(key)} cannot be used: ${walked.message}. ${remedy}`;
      },
    });
    return "unreadable";
  }

  private refuseWorkflow({ raw, place, nodeId }: Measured): Measure {
    const limit = showBytes(this.limits.workflowBytes);
    this.report.add({
      code: "LIMIT_WORKFLOW",
      place,
      nodeId,
      message: () =>
        `${nameOwner(raw)}: here the workflow grows over its limit of ${limit} (LIMIT_WORKFLOW_BYTES). Split it, or pass large data by reference.`,
    });
    return "full";
  }

  private refuseArguments({ raw, place, nodeId }: Measured, bytes: number): void {
    const excess = showExcess(bytes, this.limits.argumentsBytes);
    this.report.add({
      code: "LIMIT_ARGUMENTS",
      place,
      nodeId,
      message: () =>
        `${nameOwner(raw)}: its arguments have ${excess} a signature (LIMIT_ARGUMENTS_BYTES). Pass large data by reference.`,
    });
  }
}

/** Bytes of the braces, keys, colons and commas of an object. */
function objectBytes(raw: { [key: string]: unknown }): number {
  let bytes = 0;
  let fields = 0;
  for (const key of Object.keys(raw)) {
    if (raw[key] === undefined) continue;
    bytes += quotedBytes(key) + 1;
    fields++;
  }
  return bytes + frameBytes(fields);
}

/** Bytes of the brackets and commas around `count` members. */
function frameBytes(count: number): number {
  return 2 + Math.max(0, count - 1);
}

function nameOwner(raw: unknown): string {
  return isPlainObject(raw) && "kind" in raw ? nameNode(raw) : "Workflow";
}

/** Exact where it would not show otherwise which of the two is more. */
function showExcess(bytes: number, limit: number): string {
  const shown = showBytes(bytes) === showBytes(limit) ? `${bytes} bytes` : showBytes(bytes);
  const bound = shown === `${bytes} bytes` ? `${limit} bytes` : showBytes(limit);
  return `${shown}, over the limit of ${bound}`;
}

function showBytes(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${round(bytes / 1024 / 1024)} MiB`;
  if (bytes >= 1024) return `${round(bytes / 1024)} KiB`;
  return `${bytes} bytes`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
