/**
 * Which chain of steps decided how long a run took: from the step that ended last back, each time, to what
 * ended last of all that it waited for. The stretches of the path follow each other without a gap, so that
 * together they are the length of the run.
 */
import type { LayoutTree } from "@/core/layout/tree";
import type { Lines } from "./lines";
import { beforeOf, placesOf, type Before, type Place, type Places } from "./places";
import { wasExecuted, type Line } from "./segment";

/** One step of the path: from when all before it had ended until the next one could begin. */
export interface PathStep {
  nodeId: string;
  from: number;
  to: number;
}

export interface PathInput {
  tree: LayoutTree;
  lines: Lines;
  submittedAt: number;
  /** The end of the run; of one that goes on, now. */
  until: number;
}

/** A step with when it ended. */
interface End {
  place: Place;
  at: number;
}

/** The path in the order of time; empty where nothing was executed. */
export function criticalPath(input: PathInput): PathStep[] {
  return new Search(input).path();
}

class Search {
  readonly #input: PathInput;
  readonly #places: Places;
  /** Copies of a map by when they ended: what made room for the next. */
  readonly #endsInMap = new Map<string, Map<number, Place>>();

  constructor(input: PathInput) {
    this.#input = input;
    this.#places = placesOf(input.tree);
  }

  path(): PathStep[] {
    const { submittedAt, until } = this.#input;
    const steps: PathStep[] = [];
    const seen = new Set<Place>();
    let to = until;
    let current = this.#lastOf(this.#places.values(), until)?.place;
    while (current !== undefined && !seen.has(current)) {
      seen.add(current);
      const before = this.#lastBefore(current, to);
      const from = before === undefined ? submittedAt : Math.max(submittedAt, before.at);
      steps.push({ nodeId: current.tree.id, from, to });
      to = from;
      current = before?.place;
    }
    return steps.toReversed();
  }

  #line(place: Place): Line | undefined {
    return this.#input.lines.byNode.get(place.tree.id);
  }

  /** What ended last of what a step waited for, no later than the step began. */
  #lastBefore(place: Place, to: number): End | undefined {
    const began = beganAt(this.#line(place), to);
    const room = this.#whoMadeRoom(place);
    if (room !== undefined && room.at <= began) return room;
    let last: End | undefined;
    for (const before of beforeOf(this.#places, place)) {
      const end = this.#endOf(before, began);
      if (end !== undefined && (last === undefined || end.at > last.at)) last = end;
    }
    return last;
  }

  #endOf({ place, what }: Before, by: number): End | undefined {
    if (what === "own") {
      const line = this.#line(place);
      const at = this.#input.lines.births.get(place.tree.id)?.at ?? line?.endedAt ?? by;
      return wasExecuted(line) ? { place, at: Math.min(at, by) } : this.#lastBefore(place, by);
    }
    // Where nothing in it was executed, what it waited for itself is what counted.
    return this.#lastIn(place.tree, by) ?? this.#lastBefore(place, by);
  }

  /** The step in a node, callbacks apart, that ended last and no later than `by`. */
  #lastIn(tree: LayoutTree, by: number): End | undefined {
    return this.#lastOf(this.#stepsIn(tree), by);
  }

  *#stepsIn(tree: LayoutTree): Generator<Place> {
    const place = this.#places.get(tree.id);
    if (place !== undefined) yield place;
    for (const member of tree.members) yield* this.#stepsIn(member);
  }

  /** A step whose place was taken by others is looked for among those. */
  #lastOf(places: Iterable<Place>, by: number): End | undefined {
    let last: End | undefined;
    for (const place of places) {
      const line = this.#line(place);
      if (!wasExecuted(line) || place.tree.members.length > 0) continue;
      const at = line.endedAt ?? this.#input.until;
      if (at <= by && (last === undefined || at > last.at)) last = { place, at };
    }
    return last;
  }

  /** A map with a window begins a copy in the moment that another one ends. */
  #whoMadeRoom({ tree, parent }: Place): End | undefined {
    if (parent?.tree.kind !== "map" || tree.role !== "child") return undefined;
    const firstAt = this.#input.lines.byNode.get(tree.id)?.firstAt;
    const bornAt = this.#input.lines.births.get(parent.tree.id)?.at;
    if (firstAt === undefined || bornAt === undefined || firstAt <= bornAt) return undefined;
    const place = this.#endsIn(parent.tree).get(firstAt);
    return place === undefined || place.tree === tree ? undefined : { place, at: firstAt };
  }

  #endsIn(map: LayoutTree): Map<number, Place> {
    const known = this.#endsInMap.get(map.id);
    if (known !== undefined) return known;
    const ends = new Map<number, Place>();
    for (const copy of map.members) {
      const end = this.#lastIn(copy, Number.POSITIVE_INFINITY);
      if (end !== undefined) ends.set(end.at, end.place);
    }
    this.#endsInMap.set(map.id, ends);
    return ends;
  }
}

/** When a step began the last time before `to`. */
function beganAt(line: Line | undefined, to: number): number {
  const last = line?.segments.findLast(({ kind, from }) => kind === "running" && from <= to);
  return Math.min(last?.from ?? to, to);
}
