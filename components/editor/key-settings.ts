"use client";
/** Whether single keys (letters, digits, symbols) act on canvas and outline. Kept in the browser. */
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

const KEY = "espalier.singleKeys";

function stored(): boolean {
  return typeof localStorage === "undefined" || localStorage.getItem(KEY) !== "off";
}

const settings = createStore(() => ({ singleKeys: stored() }));

/** True unless a person switched single keys off. */
export function hasSingleKeys(): boolean {
  return settings.getState().singleKeys;
}

/** Switches single keys on or off, for all workflows in this browser. */
export function setSingleKeys(on: boolean): void {
  localStorage.setItem(KEY, on ? "on" : "off");
  settings.setState({ singleKeys: on });
}

export function useSingleKeys(): boolean {
  return useStore(settings, (state) => state.singleKeys);
}
