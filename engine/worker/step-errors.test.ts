import { describe, expect, it } from "vitest";
import { briefOf, isFinal, toStepError } from "./step-errors";

function revokedProxy(of: object): unknown {
  const { proxy, revoke } = Proxy.revocable(of, {});
  revoke();
  return proxy;
}

function throwing(of: object, key: string): unknown {
  return Object.defineProperty(of, key, {
    get() {
      throw new Error(`no ${key}`);
    },
  });
}

const mute = {
  toString() {
    throw new Error("no text");
  },
};

describe("toStepError", () => {
  it.each<[string, unknown]>([
    ["a revoked proxy", revokedProxy({})],
    ["a revoked proxy of an error", revokedProxy(new Error("x"))],
    ["an error whose message throws", throwing(new Error("x"), "message")],
    ["an error whose cause throws", throwing(new Error("x"), "cause")],
    ["an error whose name is a symbol", Object.assign(new Error("x"), { name: Symbol("s") })],
    ["an error whose message has no text", Object.assign(new Error("x"), { message: mute })],
    ["a function whose text throws", Object.assign(() => 1, mute)],
    ["an object without a prototype", Object.create(null)],
    ["nothing", undefined],
    ["null", null],
    ["a bigint", 10n],
    ["a symbol", Symbol("s")],
  ])("makes an error of %s", (_, thrown) => {
    const error = toStepError("TASK_ERROR", thrown);
    expect(error).toMatchObject({ code: "TASK_ERROR", name: expect.any(String) });
    expect(error.message).not.toBe("");
    expect(isFinal(thrown)).toBe(false);
  });

  it("takes an error whose word about its end throws for one that may be tried again", () => {
    expect(isFinal(throwing({}, "final"))).toBe(false);
    expect(isFinal({ final: true })).toBe(true);
  });

  it("bounds names, messages and stacks", () => {
    const long = "x".repeat(1_000_000);
    const error = toStepError("TASK_ERROR", Object.assign(new Error(long), { name: long }));
    expect(JSON.stringify(error).length).toBeLessThan(12_000);
    expect(JSON.stringify(briefOf(error)).length).toBeLessThan(1000);
    expect(error.message).toContain("… (1000000 characters)");
  });

  it("never cuts a character in half", () => {
    const error = toStepError("TASK_ERROR", new Error(`x${"💥".repeat(2000)}`));
    for (const { message } of [error, briefOf(error)]) {
      expect(message).toMatch(/^x(?:💥)+… \(/u);
    }
  });
});
