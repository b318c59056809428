"use client";
/** Which way drawings run, for all of them in this browser: down, or to the right. */
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Direction } from "@/core/layout/types";

const KEY = "espalier.direction";

function stored(): Direction {
  if (typeof localStorage === "undefined") return "down";
  return localStorage.getItem(KEY) === "right" ? "right" : "down";
}

const preference = createStore<{ direction: Direction }>(() => ({ direction: stored() }));

export function useDirection(): Direction {
  return useStore(preference, (state) => state.direction);
}

/** Turns drawings from down to the right, or back. */
export function turnDirection(): void {
  const direction = preference.getState().direction === "down" ? "right" : "down";
  localStorage.setItem(KEY, direction);
  preference.setState({ direction });
}

/** Which way drawings run now. */
export function directionNow(): Direction {
  return preference.getState().direction;
}
