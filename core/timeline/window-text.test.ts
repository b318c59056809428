import { describe, expect, it } from "vitest";
import { readWindow, writeWindow } from "./window-text";

describe("a timeline's window in an address", () => {
  it("is read as it was written, since the submission", () => {
    const text = writeWindow({ from: 10_500.4, to: 12_000 }, 10_000);
    expect(text).toBe("500-2000");
    expect(readWindow(text)).toEqual({ from: 500, to: 2_000 });
  });

  it("begins with the submission at the earliest", () => {
    expect(writeWindow({ from: 9_000, to: 12_000 }, 10_000)).toBe("0-2000");
  });

  it.each([null, "", "5", "9-5", "5-5", "a-b", "-1-5", "1-5-9"])("is none in %j", (text) => {
    expect(readWindow(text)).toBeNull();
  });
});
