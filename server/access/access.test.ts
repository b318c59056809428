import { describe, expect, it } from "vitest";
import { isSession, createSession, isSameSecret, SESSION_SECONDS } from "./secrets";
import { guesserOf, isLoopbackAddress, isLoopbackName } from "./addresses";
import { GuessLimiter } from "./guess-limiter";
import { localPath } from "./sign-in-page";

describe("addresses", () => {
  it.each(["localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1", "[::1]"])(
    "takes the name %s as this machine",
    (name) => expect(isLoopbackName(name)).toBe(true),
  );

  it.each(["0.0.0.0", "::", "localhost.evil.example", "127.0.0.1.nip.io", "10.0.0.1", ""])(
    "takes the name %j as one that others reach",
    (name) => expect(isLoopbackName(name)).toBe(false),
  );

  it("knows peers on this machine, also in IPv6's clothes", () => {
    expect(isLoopbackAddress("::ffff:127.0.0.1")).toBe(true);
    expect(isLoopbackAddress("::ffff:10.0.0.1")).toBe(false);
    expect(isLoopbackAddress("unknown")).toBe(false);
  });

  it("counts guesses by address, and by network for IPv6", () => {
    expect(guesserOf("::ffff:10.0.0.1")).toBe("10.0.0.1");
    expect(guesserOf("2001:db8:1:2:aaaa::1")).toBe(guesserOf("2001:db8:1:2:bbbb::9"));
    expect(guesserOf("2001:db8::1")).toBe("2001:db8:0:0");
    expect(guesserOf("::1")).toBe("0:0:0:0");
  });
});

describe("secrets", () => {
  it("compares texts of any length", () => {
    expect(isSameSecret("abc", "abc")).toBe(true);
    expect(isSameSecret("abcd", "abc")).toBe(false);
    expect(isSameSecret("", "abc")).toBe(false);
  });

  it("accepts a session until it ends, of the same token, unchanged, and does not hold the token", () => {
    const session = createSession("secret-token", 1000);
    const end = 1000 + SESSION_SECONDS * 1000;
    expect(session).not.toContain("secret-token");
    expect(isSession(session, "secret-token", end - 1)).toBe(true);
    expect(isSession(session, "secret-token", end)).toBe(false);
    expect(isSession(session, "another", 1000)).toBe(false);
    expect(isSession(session.replace(/^\d+/, String(end + 1)), "secret-token", end)).toBe(false);
  });

  it.each(["", ".", "9999999999999", "9999999999999.", "x.y", "1e99.a"])(
    "refuses the session %j",
    (value) => expect(isSession(value, "t", 0)).toBe(false),
  );
});

describe("GuessLimiter", () => {
  it("lets a few guesses pass, then waits longer and longer, up to a minute", () => {
    const limiter = new GuessLimiter();
    const waits = Array.from({ length: 14 }, () => {
      limiter.countWrong("a", 0);
      return limiter.waitMs("a", 0);
    });
    expect(waits.slice(0, 8)).toEqual([0, 0, 0, 0, 1000, 2000, 4000, 8000]);
    expect(waits.at(-1)).toBe(60_000);
    expect(limiter.waitMs("b", 0)).toBe(0);
    expect(limiter.waitMs("a", 60_000)).toBe(0);
  });

  it("starts over after a quarter of an hour, and after the right token", () => {
    const limiter = new GuessLimiter();
    for (let i = 0; i < 9; i += 1) limiter.countWrong("a", 0);
    limiter.countWrong("a", 15 * 60_000);
    expect(limiter.waitMs("a", 15 * 60_000)).toBe(0);
    for (let i = 0; i < 9; i += 1) limiter.countWrong("b", 0);
    limiter.forget("b");
    expect(limiter.waitMs("b", 0)).toBe(0);
  });

  it("remembers a bounded number of guessers", () => {
    const limiter = new GuessLimiter();
    for (let i = 0; i < 20_000; i += 1) limiter.countWrong(`guesser ${i}`, 0);
    expect(limiter.size).toBe(10_000);
  });
});

describe("localPath", () => {
  it("keeps paths of ours", () => {
    expect(localPath("/runs/a?node=b")).toBe("/runs/a?node=b");
  });

  it.each([
    "//evil.example",
    "/\\evil.example",
    "/.//evil.example",
    "https://evil.example",
    "",
    "x",
    "/\t/evil.example",
  ])("does not lead to %j", (path) => expect(localPath(path)).toBe("/"));
});
