import { describe, expect, it } from "vitest";
import { parseRedisUrl } from "./redis-address";

describe("an address of Redis", () => {
  it("is one server, or a socket", () => {
    expect(parseRedisUrl("redis://u:p@h:1/2")).toEqual({ kind: "one", url: "redis://u:p@h:1/2" });
    expect(parseRedisUrl("unix:///run/redis.sock")).toEqual({
      kind: "socket",
      path: "/run/redis.sock",
    });
  });

  it("is nodes of a cluster", () => {
    expect(parseRedisUrl("redis+cluster://a:7000,b")).toEqual({
      ...{ kind: "cluster", tls: false, login: {} },
      nodes: [
        { host: "a", port: 7000 },
        { host: "b", port: 6379 },
      ],
    });
    expect(parseRedisUrl("rediss+cluster://:p%40ss@[::1]:7000/0")).toEqual({
      ...{ kind: "cluster", tls: true, login: { password: "p@ss" } },
      nodes: [{ host: "::1", port: 7000 }],
    });
  });

  it("is sentinels, with what they call it", () => {
    expect(
      parseRedisUrl("redis+sentinel://user:secret@a,b:1/orders/3?sentinelPassword=other"),
    ).toEqual({
      ...{ kind: "sentinel", tls: false, master: "orders", db: 3 },
      login: { username: "user", password: "secret" },
      nodes: [
        { host: "a", port: 26379 },
        { host: "b", port: 1 },
      ],
      sentinelPassword: "other",
    });
  });

  it.each([
    "http://x",
    "redis://",
    "unix://",
    "redis+cluster://",
    "redis+cluster://a/1",
    "redis+cluster://a:99999",
    "redis+cluster://a,,b",
    "redis+sentinel://a",
    "redis+sentinel://a/",
    "redis+sentinel://a/m/x",
    "redis+other://secret",
  ])("is not %s, and its message holds nothing of it", (url) => {
    expect(() => parseRedisUrl(url)).toThrow(RangeError);
    expect(() => parseRedisUrl(url)).toThrow(/redis\+cluster:\/\/host:7000.*rediss for TLS/);
    expect(() => parseRedisUrl(url)).not.toThrow(/secret/);
  });
});
