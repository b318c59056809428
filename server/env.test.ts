import { describe, expect, it } from "vitest";
import { readServerEnv } from "./env";

const REDIS_URL = "redis://127.0.0.1:6379";

describe("readServerEnv", () => {
  it("is open to this machine alone by default", () => {
    expect(readServerEnv({ REDIS_URL })).toMatchObject({
      port: 3000,
      access: { host: "127.0.0.1", token: null, origins: [] },
    });
  });

  it.each(["0.0.0.0", "::", "192.168.1.5", "espalier.example"])(
    "refuses HOST=%s without a token",
    (HOST) => {
      expect(() => readServerEnv({ REDIS_URL, HOST })).toThrow(/Set ESPALIER_TOKEN/);
      expect(() => readServerEnv({ REDIS_URL, HOST, ESPALIER_TOKEN: "" })).toThrow(
        /ESPALIER_TOKEN/,
      );
      expect(readServerEnv({ REDIS_URL, HOST, ESPALIER_TOKEN: "t" }).access.token).toBe("t");
    },
  );

  it("refuses an origin that others reach without a token", () => {
    const ESPALIER_ORIGINS = "https://espalier.example";
    expect(() => readServerEnv({ REDIS_URL, ESPALIER_ORIGINS })).toThrow(/Set ESPALIER_TOKEN/);
    const env = readServerEnv({ REDIS_URL, ESPALIER_ORIGINS, ESPALIER_TOKEN: "t" });
    expect(env.access.origins).toEqual([ESPALIER_ORIGINS]);
  });
});
