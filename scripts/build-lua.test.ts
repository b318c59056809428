import { describe, expect, it } from "vitest";
import { buildLibrary, renderModule } from "./lib/lua-builder.mjs";
import { blankCommentsAndStrings } from "./lib/lua-header.mjs";
import { buildScript, LuaBuildError } from "./lib/lua-script.mjs";

function build(files: Record<string, string>, name = "move") {
  return buildScript({ name, read: (file: string) => files[file] ?? null });
}

function problemsOf(files: Record<string, string>): string[] {
  try {
    build(files);
  } catch (error) {
    if (error instanceof LuaBuildError) return error.problems;
    throw error;
  }
  return [];
}

const header = (...lines: string[]) => `--[[\n  Moves.\n\n${lines.join("\n")}\n]]\n`;

describe("buildScript", () => {
  it("counts the keys of the header and keeps the text", () => {
    const lua =
      header("  KEYS[1] plan  hash", "  KEYS[2] ready list", "  ARGV[1] stepId") +
      "local planKey, readyKey = KEYS[1], KEYS[2]\nlocal stepId = ARGV[1]\nreturn stepId\n";
    const script = build({ "move.lua": lua });
    expect(script).toMatchObject({ name: "move", numberOfKeys: 2, lua });
    expect(script.hash).toMatch(/^[0-9a-f]{10}$/);
  });

  it("gives another hash when an include changes", () => {
    const own = header() + '--- @include "includes/tell"\nreturn tell()\n';
    const one = build({
      "move.lua": own,
      "includes/tell.lua": "local function tell() return 1 end",
    });
    const two = build({
      "move.lua": own,
      "includes/tell.lua": "local function tell() return 2 end",
    });
    expect(one.hash).not.toBe(two.hash);
  });

  it("puts nested includes in place, each once, where it is first asked for", () => {
    const script = build({
      "move.lua":
        header() + '--- @include "includes/a"\n--- @include "includes/b"\nreturn a() + b()\n',
      "includes/a.lua": '--- @include "includes/b"\nlocal function a() return b() end\n',
      "includes/b.lua": "local function b() return 1 end\n",
    });
    expect(script.lua.replace(header(), "")).toBe(
      "local function b() return 1 end\nlocal function a() return b() end\nreturn a() + b()\n",
    );
  });

  it("keeps #!lua as the first line", () => {
    const lua = `#!lua flags=allow-oom\n${header("  KEYS[1] plan")}local planKey = KEYS[1]\n`;
    expect(build({ "move.lua": lua }).lua.startsWith("#!lua flags=allow-oom\n--[[")).toBe(true);
  });

  it("takes the keys from an include when the header says KEYS all", () => {
    const files = {
      "move.lua":
        header("  KEYS all runKeys", "  KEYS[3] extra", "  ARGV[1] now") +
        '--- @include "includes/runKeys"\nlocal extraKey = KEYS[3]\nlocal now = tonumber(ARGV[1])\n',
      "includes/runKeys.lua": "local keys = { plan = KEYS[1], ready = KEYS[2] }\n",
    };
    expect(build(files).numberOfKeys).toBe(3);
    expect(problemsOf({ ...files, "includes/runKeys.lua": "local planKey = KEYS[2]" })).toContain(
      "includes/runKeys.lua:1: must name KEYS[1] to KEYS[n] once each; it names 2",
    );
  });

  it("lets ARGV[n..] be read as a list", () => {
    const lua =
      header("  ARGV[1] now", "  ARGV[2..] ids") +
      "local now = ARGV[1]\nfor i = 2, #ARGV do redis.call('DEL', ARGV[i]) end\n";
    expect(problemsOf({ "move.lua": lua })).toEqual([]);
  });

  it("does not take comments and strings for code", () => {
    const lua =
      header("  KEYS[1] plan") +
      "local planKey = KEYS[1] -- KEYS[1] and KEYS[2]\nlocal text = 'KEYS[3] it\\'s' .. [[ARGV[1]]]\n";
    expect(problemsOf({ "move.lua": lua })).toEqual([]);
  });

  it.each([
    ["has no header", "return 1\n", "move.lua:1: must begin with a --[[ header ]]"],
    [
      "skips a number in the header",
      header("  KEYS[2] plan") + "local planKey = KEYS[2]\n",
      "move.lua:4: the header lists KEYS[2] where KEYS[1] is due",
    ],
    [
      "never names what the header lists",
      header("  ARGV[1] now") + "return 1\n",
      "move.lua:4: ARGV[1] is in the header but never named in the body",
    ],
    [
      "uses a number twice",
      header("  KEYS[1] plan") + "local planKey = KEYS[1]\nreturn KEYS[1]\n",
      "move.lua:7: KEYS[1] is used again",
    ],
    [
      "uses what the header does not list",
      header("  ARGV[1] now") + "local now, id = ARGV[1], ARGV[2]\n",
      "move.lua:6: ARGV[2] is not in the header",
    ],
    [
      "loops over ARGV unannounced",
      header() + "return #ARGV\n",
      "move.lua:6: ARGV is read as a list",
    ],
    [
      "asks for an include that is not there",
      header() + '--- @include "includes/none"\n',
      "move.lua:6: there is no includes/none.lua",
    ],
    [
      "misspells an include line",
      header() + "  --- @include includes/none\n",
      'move.lua:6: write --- @include "includes/name" on its own line',
    ],
  ])("refuses a script that %s", (_, lua, message) => {
    expect(problemsOf({ "move.lua": lua }).join("\n")).toContain(message);
  });

  it("names the circle when includes include each other", () => {
    const files = {
      "move.lua": header() + '--- @include "includes/a"\n',
      "includes/a.lua": 'local x = 1\n--- @include "includes/b"\n',
      "includes/b.lua": '--- @include "includes/a"\n',
    };
    expect(problemsOf(files)).toEqual([
      "includes/b.lua:1: includes go round in a circle: includes/a.lua -> includes/b.lua -> includes/a.lua",
    ]);
  });

  it("refuses an include that reads the arguments of its script", () => {
    const files = {
      "move.lua": header() + '--- @include "includes/a"\n',
      "includes/a.lua": "local function a()\n  return ARGV[1]\nend\n",
    };
    expect(problemsOf(files)).toEqual([
      "includes/a.lua:2: an include takes arguments; ARGV belongs to the script (move.lua)",
    ]);
  });
});

describe("buildLibrary", () => {
  const files = {
    "one.lua": `#!lua flags=allow-oom\n${header("  KEYS all runKeys")}--- @include "includes/b"\nreturn a() + b()\n`,
    "two.lua": `${header("  KEYS all runKeys")}--- @include "includes/runKeys"\nreturn 2\n`,
    "includes/runKeys.lua": "local runKey\nlocal function enter(KEYS) runKey = KEYS[1] end\n",
    "includes/a.lua": '--- @include "includes/runKeys"\nlocal function a() return 1 end\n',
    "includes/b.lua": '--- @include "includes/a"\nlocal function b() return a() end\n',
  };

  it("holds each include once, before what includes it, and a function for each script", () => {
    const { name, lua } = buildLibrary([build(files, "one"), build(files, "two")]);
    const code = lua.replace(/--\[\[[\s\S]*?\]\]\n/g, "").split("\n");
    expect(code).toEqual([
      `#!lua name=${name}`,
      "local runKey",
      "local function enter(KEYS) runKey = KEYS[1] end",
      "local function a() return 1 end",
      "local function b() return a() end",
      `redis.register_function{ function_name = "${name}_one", flags = { "allow-oom" }, callback = function(KEYS, ARGV)`,
      "enter(KEYS)",
      "return a() + b()",
      "end }",
      `redis.register_function{ function_name = "${name}_two", flags = {  }, callback = function(KEYS, ARGV)`,
      "enter(KEYS)",
      "return 2",
      "end }",
    ]);
  });

  it("has another name when a script changes", () => {
    const other = { ...files, "two.lua": files["two.lua"].replace("2", "3") };
    const names = [files, other].map((of) => buildLibrary([build(of, "two")]).name);
    expect(names[0]).not.toBe(names[1]);
  });
});

describe("blankCommentsAndStrings", () => {
  it("keeps the length and the line breaks", () => {
    const lua = "#!lua\nlocal a = [==[ ]] ]==] --[[ x\ny ]] b = 'c'\n";
    const blank = blankCommentsAndStrings(lua);
    expect(blank).toHaveLength(lua.length);
    expect(blank.split("\n").map((row) => row.trim())).toEqual(["", "local a =", "b =", ""]);
  });
});

describe("renderModule", () => {
  it("escapes what would end the string", () => {
    const lua = 'return "`${x}`\\n"\n';
    const script = { name: "move", hash: "h", numberOfKeys: 1, lua, includes: [], body: lua };
    const text = renderModule([script], {
      from: "engine/lua",
      name: "LUA_SCRIPTS",
      type: "LuaScriptName",
    });
    expect(text).toContain(`lua: ${JSON.stringify(lua)},`);
    expect(text).toContain("DO NOT EDIT");
  });
});
