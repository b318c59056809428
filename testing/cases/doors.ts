/** The two ways in that every case of the table takes: the library in code and the API over HTTP. */
import type { Engine } from "@/engine/index";

/** What a case asks of the product, whichever way it comes in. */
export type Door = Pick<
  Engine,
  "submit" | "getRun" | "getNode" | "result" | "follow" | "revoke" | "retry" | "pause" | "resume"
>;

export const DOORS = ["in code", "over HTTP"] as const;
export type DoorName = (typeof DOORS)[number];
