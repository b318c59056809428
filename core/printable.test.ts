import { expect, it } from "vitest";
import { printable } from "./printable";

it("writes out what moves, colours or turns a terminal, and leaves all else", () => {
  expect(printable("\u001b[2J\u001b]0;title\u0007")).toBe("\\u001b[2J\\u001b]0;title\\u0007");
  expect(printable("abc\u202ecba\r\u0085")).toBe("abc\\u202ecba\\u000d\\u0085");
  const text = "Error: ä 漢 💥 </script>\n\tat line 1";
  expect(printable(text)).toBe(text);
});
