/**
 * The palette's state, one for the page: whether it is open, and what the page that one is on offers.
 * Pages come and go; each offers its commands while it is there.
 */
import { createStore } from "zustand/vanilla";

/** Something that can be done. */
export interface Command {
  /** Unique among all that are offered. */
  id: string;
  label: string;
  /** Its key as a person reads it: `Ctrl Enter`. */
  keys?: string;
  /** Further words that it is found by. */
  words?: string;
  run: () => void;
}

/** Asked when the palette opens, so that it speaks of the page as it is then. */
export type Offer = () => readonly Command[];

interface CommandState {
  isOpen: boolean;
  offers: readonly Offer[];
  /** Adds a task to the workflow that is open; null where none is. */
  addTask: ((task: string) => void) | null;
  /** A task that the next editor adds when it is there. */
  pendingTask: string | null;
}

export const commandStore = createStore<CommandState>(() => ({
  isOpen: false,
  offers: [],
  addTask: null,
  pendingTask: null,
}));

export function openCommands(): void {
  commandStore.setState({ isOpen: true });
}

/** Offers commands until the function that it answers is called. */
export function offerCommands(offer: Offer): () => void {
  commandStore.setState(({ offers }) => ({ offers: [...offers, offer] }));
  return () =>
    commandStore.setState(({ offers }) => ({ offers: offers.filter((each) => each !== offer) }));
}

/** Takes tasks from now on, first the one that waits; answers how to end it. */
export function takeTasks(addTask: (task: string) => void): () => void {
  const { pendingTask } = commandStore.getState();
  commandStore.setState({ addTask, pendingTask: null });
  if (pendingTask !== null) addTask(pendingTask);
  return () =>
    commandStore.setState((state) => (state.addTask === addTask ? { addTask: null } : {}));
}
