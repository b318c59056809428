import { expect, it } from "vitest";
import { commandReader } from "./redis-wire";

const encode = (...parts: string[]) =>
  `*${parts.length}\r\n${parts.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`).join("")}`;

const many = Array.from({ length: 300 }, (_, i) => String(i));
const commands = [["PING"], ["SET", "k", "a\r\n$3\r\né"], ["ZADD", ...many], ["SET", "", ""]];
const bytes = Buffer.from(commands.map((parts) => encode(...parts)).join(""));

it.each([1, 2, 3, 7, 64, 1000, bytes.length])("reads commands in pieces of %i bytes", (size) => {
  const read: string[][] = [];
  const seen: Buffer[] = [];
  const take = commandReader((command) => {
    read.push(command.parts);
    seen.push(command.bytes);
  });
  for (let at = 0; at < bytes.length; at += size) take(bytes.subarray(at, at + size));
  expect(read).toEqual(commands);
  expect(Buffer.concat(seen).equals(bytes)).toBe(true);
});

it("gives a command as soon as its last byte has come", () => {
  const read: string[][] = [];
  const take = commandReader(({ parts }) => read.push(parts));
  const text = Buffer.from(encode("GET", "key"));
  take(text.subarray(0, -1));
  expect(read).toEqual([]);
  take(text.subarray(-1));
  expect(read).toEqual([["GET", "key"]]);
});
