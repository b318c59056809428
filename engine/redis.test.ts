import { describe, expect, it } from "vitest";
import { checkInfo } from "./redis";

const info = (fields: { [name: string]: string }) =>
  Object.entries({ maxmemory_policy: "noeviction", aof_enabled: "1", ...fields })
    .map(([name, value]) => `${name}:${value}\r\n`)
    .join("");

describe("checkInfo", () => {
  it.each(["5.0.14", "6.2.14"])("refuses Redis %s, and says what is needed", (version) => {
    expect(() => checkInfo(info({ redis_version: version }))).toThrow(
      `This Redis is version ${version}; 7.0 or later is needed.`,
    );
  });

  it("goes by Valkey's own version, not by that of the Redis it is compatible with", () => {
    expect(checkInfo(info({ redis_version: "7.2.4", valkey_version: "8.0.1" }))).toEqual([]);
    expect(checkInfo(info({ redis_version: "7.0.0" }))).toEqual([]);
  });

  it("refuses one that evicts keys, and warns of one without a file", () => {
    const evicting = info({ redis_version: "7.2.0", maxmemory_policy: "volatile-lru" });
    expect(() => checkInfo(evicting)).toThrow(/volatile-lru.*Set it to noeviction/);
    expect(checkInfo(info({ redis_version: "7.2.0", aof_enabled: "0" }))).toEqual([
      expect.stringContaining("Set appendonly yes"),
    ]);
  });
});
