import { z } from "zod";
import {
  EnvironmentError,
  listOf,
  parseVariables,
  sharedEnv,
  sharedVariables,
  wholeNumber,
  type SharedEnv,
  type Variables,
} from "@/engine/env";
import { isLoopbackName } from "./access/addresses";

const variables = {
  ...sharedVariables,
  PORT: wholeNumber({ from: 0, to: 65_535, otherwise: 3000 }),
  HOST: z.string().default("127.0.0.1"),
  ESPALIER_TOKEN: z.string().optional(),
  ESPALIER_ORIGINS: listOf(
    /^https?:\/\/[^/]+$/,
    `has to be origins such as https://espalier.example with commas between them.`,
  ).default([]),
};

/** Who may reach the server, and how. */
export interface Access {
  host: string;
  /** Null: open, to this machine alone. */
  token: string | null;
  /** Origins besides the server's own, for example that of a proxy in front of it. */
  origins: readonly string[];
}

export interface ServerEnv extends SharedEnv {
  port: number;
  access: Access;
}

/** @throws EnvironmentError with all that is wrong, and for a door that would be open to others. */
export function readServerEnv(source: Variables = process.env): ServerEnv {
  const parsed = parseVariables(variables, source);
  const access = {
    host: parsed.HOST,
    token: parsed.ESPALIER_TOKEN ?? null,
    origins: parsed.ESPALIER_ORIGINS,
  };
  refuseOpenDoor(access);
  return { ...sharedEnv(parsed), port: parsed.PORT, access };
}

let known: ServerEnv | undefined;

/** The environment of this process, parsed at the first call. */
export function serverEnv(): ServerEnv {
  known ??= readServerEnv();
  return known;
}

function refuseOpenDoor({ host, token, origins }: Access): void {
  if (token !== null) return;
  const advice =
    "Set ESPALIER_TOKEN to a long random text, for example from: openssl rand -base64 24";
  if (!isLoopbackName(host)) {
    throw new EnvironmentError([
      `HOST is ${host}, which others can reach, and ESPALIER_TOKEN is not set. ${advice}`,
    ]);
  }
  if (origins.some((origin) => !isLoopbackName(new URL(origin).hostname))) {
    throw new EnvironmentError([
      `ESPALIER_ORIGINS names an address that others can reach, and ESPALIER_TOKEN is not set. ${advice}`,
    ]);
  }
}
