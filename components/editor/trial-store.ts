/**
 * What was tried with a draft: inputs pinned to nodes, tests of single nodes, the last run of it all. Kept
 * beside the draft in the tab's session storage. No React and no network.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { EditorDocument, NodeOwn } from "@/core/edits/document";
import type { Json } from "@/core/node";

export interface Trial {
  runId: string;
  /** The node's pinned input when it was begun, as JSON. */
  input: string | null;
}

export interface TrialData {
  /** Inputs for tests, by node. */
  pins: { readonly [nodeId: string]: { value: Json } };
  /** The last test of each node. */
  trials: { readonly [nodeId: string]: Trial };
  /** The last run of the whole draft. */
  lastRun: string | null;
  /** What each node was then, in a few characters: of one that changed since, the run says nothing. */
  ranAs: { readonly [nodeId: string]: string };
  /** Whether its states are drawn on the draft. */
  isShown: boolean;
}

export type InspectorTab = "node" | "test" | "json";

export interface TrialState extends TrialData {
  /** The part of the inspector that is looked at. */
  tab: InspectorTab;
  setTab(tab: InspectorTab): void;
  /** `null` takes the pin away. */
  pin(nodeId: string, input: { value: Json } | null): void;
  noteTrial(nodeId: string, trial: Trial): void;
  noteRun(runId: string, document: EditorDocument): void;
  show(isShown: boolean): void;
}

export type TrialStore = StoreApi<TrialState>;

const EMPTY: TrialData = { pins: {}, trials: {}, lastRun: null, ranAs: {}, isShown: false };

const prints = new WeakMap<NodeOwn, string>();

/** What a node is when it runs, in a few characters (FNV-1a): its label and note do not count. */
export function printOf(own: NodeOwn): string {
  const known = prints.get(own);
  if (known !== undefined) return known;
  const { label: _label, note: _note, ...rest } = own;
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(rest))
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  const print = (hash >>> 0).toString(36);
  prints.set(own, print);
  return print;
}

const keyOf = (name: string) => `espalier.trials.${name}`;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is stored is read as a stranger's: what is not sound is left out. */
export function readTrials(text: string | null): TrialData {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "null");
  } catch {
    return EMPTY;
  }
  if (!isRecord(value)) return EMPTY;
  const { pins, trials, lastRun, ranAs, isShown } = value;
  const entries = (of: unknown) => Object.entries(isRecord(of) ? of : {});
  const isPin = (pin: unknown) => isRecord(pin) && "value" in pin;
  const isTrial = (trial: unknown) => isRecord(trial) && typeof trial["runId"] === "string";
  return {
    pins: Object.fromEntries(entries(pins).filter(([, pin]) => isPin(pin))) as TrialData["pins"],
    trials: Object.fromEntries(
      entries(trials).filter(([, trial]) => isTrial(trial)),
    ) as TrialData["trials"],
    lastRun: typeof lastRun === "string" ? lastRun : null,
    ranAs: Object.fromEntries(
      entries(ranAs).filter(([, print]) => typeof print === "string"),
    ) as TrialData["ranAs"],
    isShown: isShown === true,
  };
}

/** The store of a draft; written to `storage` with every change. */
export function createTrialStore(
  storage: Pick<Storage, "getItem" | "setItem">,
  draftName: string,
): TrialStore {
  const store = createStore<TrialState>((set, get) => ({
    ...readTrials(storage.getItem(keyOf(draftName))),
    tab: "node",
    setTab: (tab) => set({ tab }),
    pin(nodeId, input) {
      const { [nodeId]: _before, ...pins } = get().pins;
      set({ pins: input === null ? pins : { ...pins, [nodeId]: input } });
    },
    noteTrial: (nodeId, trial) => set({ trials: { ...get().trials, [nodeId]: trial } }),
    noteRun(lastRun, { nodes }) {
      const prints = Object.values(nodes).map(({ id, own }) => [id, printOf(own)]);
      set({ lastRun, ranAs: Object.fromEntries(prints), isShown: true });
    },
    show: (isShown) => set({ isShown }),
  }));
  store.subscribe(({ pins, trials, lastRun, ranAs, isShown }) => {
    try {
      storage.setItem(keyOf(draftName), JSON.stringify({ pins, trials, lastRun, ranAs, isShown }));
    } catch {
      // The storage is full: pins last as long as the page then, and the draft itself says so.
    }
  });
  return store;
}
