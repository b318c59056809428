import { describe, expect, it } from "vitest";
import { Tally, verify } from "./lines";

const HEADER = JSON.stringify({
  ...{ espalier: "backup", format: 1, version: "0.1.0", runFormat: 1 },
  ...{ createdAt: "2026-01-01T00:00:00.000Z", prefix: "espalier" },
});
const KEY = '{"key":"espalier:a","type":"string","items":["1"]}';

function whole(header = HEADER): string[] {
  const tally = new Tally();
  tally.add(header);
  tally.add(KEY, "espalier:a");
  tally.add(KEY, "espalier:a");
  return [header, KEY, KEY, tally.footer()];
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) yield line;
}

describe("verify", () => {
  it("tells what a whole backup holds", async () => {
    const header = await verify(each(whole()));
    expect(header).toMatchObject({ prefix: "espalier", version: "0.1.0", keys: 1 });
  });

  it.each<[string, string[], RegExp]>([
    ["nothing", [], /empty/],
    ["something else", ["hello"], /no backup/],
    ["one that was cut off", whole().slice(0, -1), /cut off/],
    ["one that was changed", whole().with(1, KEY.replace("1", "2")), /checksum/],
    ["one without a line", whole().toSpliced(1, 1), /checksum/],
    [
      "one of a later format",
      whole(HEADER.replace('"format":1', '"format":2')),
      /format 2, written by Espalier 0\.1\.0.*up to 1/,
    ],
  ])("refuses %s", async (_, lines, message) => {
    await expect(verify(each(lines))).rejects.toMatchObject({
      name: "BackupError",
      message: expect.stringMatching(message) as string,
    });
  });
});
