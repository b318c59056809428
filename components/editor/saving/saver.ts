/**
 * Keeps a draft saved: after each pause in the changes the document goes to the server with the revision that
 * it was made of. One save at a time; one whose answer did not come is repeated as it was, under its own id,
 * before anything newer goes. A newer revision of somebody else is merged in, or the person is asked.
 *
 * No React. What it does not know (the time, the network, where to keep things) is handed in.
 */
import { createStore } from "zustand/vanilla";
import { emptyDocument, type EditorDocument } from "@/core/edits/document";
import { merge, type Versions } from "@/core/merge";
import { rebaseHistory } from "@/core/merge/rebase-history";
import { isSame } from "@/core/merge/same";
import type { SavedRevision } from "@/core/saved";
import { timer } from "./timer";
import { documentOfSaved, hasTasks, savedOfDocument, wasEmptiedByHand } from "./documents";
import { refusalOf, type SaveCall } from "./transport";
import type { Saver, SaverOptions, SaveState, SaveStatus } from "./types";

const PAUSE_MS = 800;
/** Somebody who never pauses is saved all the same. */
const MAX_WAIT_MS = 5000;
const FIRST_RETRY_MS = 1000;
const MAX_RETRY_MS = 10_000;
const KEEP_MS = 250;

export function createSaver(options: SaverOptions): Saver {
  const { id, store, transport, later = timer } = options;
  const base = { ...options.base };
  let pendingSaveId = options.pendingSaveId ?? null;
  /** A save that may have been taken or not; it goes first. */
  let inFlight: { call: SaveCall; document: EditorDocument } | null = null;
  let isBusy = false;
  let isBegun = base.revision > 0;
  let retryMs = FIRST_RETRY_MS;
  let cancelSave: (() => void) | null = null;
  let cancelKeep: (() => void) | null = null;
  let waitingSince: number | null = null;
  let isStopped = false;
  let ending: Promise<void> = Promise.resolve();

  const state = createStore<SaveState>(() => ({
    status: options.isRemoved === true ? "removed" : isBegun ? "saved" : "new",
    revision: base.revision,
    savedAt: null,
    message: null,
    conflict: null,
  }));
  const say = (status: SaveStatus, more: Partial<SaveState> = {}) =>
    state.setState({ status, message: null, revision: base.revision, ...more });

  const current = () => store.getState().document;
  function isDirty(): boolean {
    if (inFlight !== null || pendingSaveId !== null) return true;
    const document = current();
    if (base.document === null) return true;
    if (document === base.document) return false;
    return !isSame(document, base.document);
  }

  function keepNow() {
    cancelKeep?.();
    cancelKeep = null;
    if (!isBegun) return;
    if (!isDirty()) return options.keep(null);
    const saveId = inFlight?.call.saveId ?? pendingSaveId;
    options.keep({ baseRevision: base.revision, saveId, document: current() });
  }
  const keepSoon = () => {
    cancelKeep ??= later(keepNow, KEEP_MS);
  };

  function schedule(ms: number) {
    cancelSave?.();
    cancelSave = later(() => {
      cancelSave = null;
      void save();
    }, ms);
  }

  function onChange() {
    const { status } = state.getState();
    if (!isBegun) {
      if (!isDirty()) return;
      isBegun = true;
      options.onBegun?.();
    }
    keepSoon();
    if (status === "conflict" || status === "removed" || isBusy) return;
    if (status === "offline") return;
    waitingSince ??= Date.now();
    say("waiting");
    schedule(Math.max(0, Math.min(PAUSE_MS, waitingSince + MAX_WAIT_MS - Date.now())));
  }

  /** One at a time: whoever asks meanwhile waits for the one that goes on. */
  function save(): Promise<void> {
    if (!isBusy) ending = saveNow();
    return ending;
  }

  async function saveNow(): Promise<void> {
    const { status } = state.getState();
    if (isStopped || status === "conflict" || status === "removed" || !isBegun) return;
    cancelSave?.();
    cancelSave = null;
    if (!isDirty()) {
      keepNow();
      return say("saved");
    }
    isBusy = true;
    try {
      waitingSince = null;
      const sent = (inFlight ??= begin());
      if (status !== "offline") say("saving");
      keepNow();
      const answer = await transport.save(sent.call);
      base.revision = answer.revision;
      base.document = sent.document;
      inFlight = null;
      pendingSaveId = null;
      retryMs = FIRST_RETRY_MS;
      keepNow();
      say(isDirty() ? "waiting" : "saved", { savedAt: answer.savedAt });
    } catch (error) {
      await onRefused(error);
    } finally {
      isBusy = false;
    }
    if (state.getState().status === "waiting") schedule(PAUSE_MS);
  }

  function begin() {
    const { document, history } = store.getState();
    const author = options.author();
    const isEmpty = !hasTasks(document);
    const call: SaveCall = {
      id,
      baseRevision: base.revision,
      workflow: savedOfDocument(document),
      saveId: options.createId(),
      ...(author === "" ? {} : { author }),
      ...(isEmpty && wasEmptiedByHand(history) ? { allowEmpty: true } : {}),
    };
    return { call, document };
  }

  async function onRefused(error: unknown): Promise<void> {
    const refusal = refusalOf(error);
    if (refusal.kind === "away") return goOffline(refusal.message);
    inFlight = null;
    if (refusal.kind === "conflict") {
      try {
        return await takeNewer(refusal.newer);
      } catch (failure) {
        const next = refusalOf(failure);
        if (next.kind === "conflict") return goOffline("");
        return next.kind === "away"
          ? goOffline(next.message)
          : say("refused", { message: next.message });
      }
    }
    keepNow();
    say(refusal.kind === "removed" ? "removed" : "refused", { message: refusal.message });
  }

  function goOffline(message: string) {
    keepNow();
    say("offline", { message });
    schedule(retryMs);
    retryMs = Math.min(retryMs * 2, MAX_RETRY_MS);
  }

  /** Puts a newer revision under the draft. */
  async function takeNewer(newer: SavedRevision): Promise<void> {
    await settlePending(newer);
    if (newer.revision === base.revision) return say("waiting");
    if (newer.revision < base.revision) return onLost(newer);
    base.document ??= await documentAt(base.revision);
    const versions = {
      base: base.document,
      mine: current(),
      theirs: documentOfSaved(newer.workflow),
    };
    const { document, conflicts } = merge(versions);
    if (conflicts.length > 0) {
      keepNow();
      return say("conflict", { conflict: { versions, theirs: newer } });
    }
    const hadOwn = !isSame(versions.base, versions.mine);
    adopt(versions, { document, theirs: newer });
    options.onMerged?.(newer, hadOwn);
    say(isDirty() ? "waiting" : "saved", { savedAt: newer.savedAt });
  }

  /** Redis came back without its last second: what was saved in it is here, and goes again. */
  function onLost(newest: SavedRevision) {
    base.revision = newest.revision;
    base.document = documentOfSaved(newest.workflow);
    keepNow();
    say("waiting");
  }

  /** Was the save that an earlier page began taken? Then what it saved is what this draft is made of. */
  async function settlePending(newer: SavedRevision): Promise<void> {
    if (pendingSaveId === null) return;
    const next =
      newer.revision === base.revision + 1 ? newer : await transport.get(id, base.revision + 1);
    if (next.saveId === pendingSaveId) {
      base.revision = next.revision;
      base.document = documentOfSaved(next.workflow);
    }
    pendingSaveId = null;
  }

  async function documentAt(revision: number): Promise<EditorDocument> {
    if (revision === 0) return emptyDocument();
    return documentOfSaved((await transport.get(id, revision)).workflow);
  }

  function adopt(
    versions: Versions,
    { document, theirs }: { document: EditorDocument; theirs: SavedRevision },
  ) {
    base.revision = theirs.revision;
    base.document = versions.theirs;
    if (document !== versions.mine) {
      const { history, selection } = store.getState();
      store.setState({
        document,
        history: rebaseHistory(history, versions, document),
        selection: selection.filter((nodeId) => document.nodes[nodeId] !== undefined),
        ...{ target: null, moving: null, renaming: null },
      });
    }
    keepNow();
  }

  async function flush(): Promise<void> {
    if (isBusy) await ending;
    await save();
  }

  return {
    id,
    state,
    flush,
    async settled() {
      await flush();
      return base.revision === 0 || isDirty() ? null : { workflowId: id, revision: base.revision };
    },
    async look() {
      const { status } = state.getState();
      if (isStopped || isBusy || base.revision === 0 || inFlight !== null) return;
      if (status === "conflict" || status === "removed") return;
      if (status === "offline") return save();
      try {
        const head = await transport.head(id);
        if (isBusy || inFlight !== null) return;
        if (head.removedAt !== undefined) return say("removed");
        if (head.revision === base.revision) return;
        const newer = await transport.get(id);
        if (isBusy || inFlight !== null || newer.revision === base.revision) return;
        await takeNewer(newer);
        if (state.getState().status === "waiting") schedule(0);
      } catch {
        // A look that fails changes nothing; a save that fails says so.
      }
    },
    resolve(document) {
      const { conflict } = state.getState();
      if (conflict === null) return;
      adopt({ ...conflict.versions, mine: current() }, { document, theirs: conflict.theirs });
      say("waiting", { conflict: null });
      schedule(0);
    },
    async bringBack() {
      try {
        await transport.restore(id);
        say("waiting");
        schedule(0);
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal.kind !== "conflict") state.setState({ message: refusal.message });
      }
    },
    keepNow,
    start() {
      isStopped = false;
      const unsubscribe = store.subscribe((now, before) => {
        if (now.document !== before.document) onChange();
      });
      if (isBegun && isDirty() && options.isRemoved !== true) {
        say("waiting");
        schedule(0);
      }
      return () => {
        unsubscribe();
        keepNow();
        cancelSave?.();
        cancelSave = null;
        // What is not saved yet is sent on the way out; what is kept is there if that fails.
        if (isDirty()) void save();
        isStopped = true;
      };
    },
  };
}
