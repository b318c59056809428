/** Every option's bad values get a problem that names the option; its bounds are allowed. */
import { describe, expect, it } from "vitest";
import { MAX_DELAY_MS } from "@/core/backoff";
import { chain, echo, group, problemsOf, rootProblems } from "@/testing/documents";

const times = [0, 1, 60_000, MAX_DELAY_MS];
const noTimes = [-1, 1.5, MAX_DELAY_MS + 1, 1e300, "1000", null, true, [1]];
const etas = [
  ...["2026-12-01T08:00:00Z", "2026-12-01T08:00:00.123Z", "2026-12-01T08:00:00+02:00"],
  ...["2028-02-29T23:59:59-11:30", "1999-01-01T00:00:00Z"],
];
const noEtas = [
  ...["", "tomorrow", "2026-12-01", "2026-12-01T08:00:00", "2026-12-01 08:00:00Z", "08:00"],
  ...["2026-13-01T08:00:00Z", "2026-02-29T08:00:00Z", "2026-12-01T24:00:00Z", "1796112000"],
  ...[1796112000000, null, {}],
];

const OPTIONS: { [path: string]: { good: unknown[]; bad: unknown[] } } = {
  queue: {
    good: ["default", "a", "a.b-c_D9", "x".repeat(64)],
    bad: ["", "a b", "a:b", "{a}", "a/b", "ä", "a\n", "x".repeat(65), 1, null],
  },
  priority: { good: [0, 1, 2 ** 21 - 1], bad: [-1, 0.5, 2 ** 21, "1", null, 1e300] },
  delayMs: { good: times, bad: noTimes },
  eta: { good: etas, bad: noEtas },
  expiresMs: { good: times, bad: noTimes },
  attempts: { good: [1, 2, 10_000], bad: [0, -1, 1.5, 10_001, "3", null, true] },
  timeoutMs: { good: [1, 1000, 2 ** 31 - 1], bad: [0, -1, 0.5, 2 ** 31, "1s", null] },
  backoff: { good: [{}], bad: [null, 1000, "exponential", []] },
  "backoff.type": { good: ["fixed", "exponential"], bad: ["linear", "", null, 1] },
  "backoff.delayMs": { good: times, bad: noTimes },
  "backoff.maxMs": { good: times, bad: noTimes },
  "backoff.jitter": { good: [0, 0.2, 1], bad: [-0.1, 1.1, "0.2", null, true] },
};

/** `{ a: { b: value } }` for `a.b`. */
function at(path: string, value: unknown): { [key: string]: unknown } {
  const [first = "", ...rest] = path.split(".");
  return { [first]: rest.length === 0 ? value : at(rest.join("."), value) };
}

const cases = (side: "good" | "bad"): [string, unknown][] =>
  Object.entries(OPTIONS).flatMap(([path, values]) =>
    values[side].map((value): [string, unknown] => [path, value]),
  );

describe("options of a signature", () => {
  it.each(cases("good"))("%s may be %j", (path, value) => {
    expect(rootProblems({ ...echo(), options: at(path, value) })).toEqual([]);
  });

  it.each(cases("bad"))("%s may not be %j", (path, value) => {
    const root = { ...echo(), id: "n1", label: "Fee", options: at(path, value) };
    const problems = problemsOf({ root });
    expect(problems).toMatchObject([
      { code: "DOCUMENT_INVALID", path: `root.options.${path}`, nodeId: "n1" },
    ]);
    expect(problems[0]?.message).toMatch(/^Task "Fee" \(flow\.echo\): "options\./);
    expect(problems[0]?.message).toContain(`"options.${path}" is not valid: `);
    expect(problems[0]?.message).toMatch(/Correct it( or leave it out)?\.$/);
  });

  it.each([null, 1, [], "attempts"])("may not be %j", (options) => {
    expect(rootProblems({ ...echo(), options })).toEqual(["root.options DOCUMENT_INVALID"]);
  });

  it.each(["retries", "delay", "expires", "eta_ms", "countdown", "__proto__"])(
    "have no %s",
    (key) => {
      const options = JSON.parse(`{ "${key}": 1 }`) as unknown;
      expect(rootProblems({ ...echo(), options })).toEqual([
        `root.options.${key} DOCUMENT_INVALID`,
      ]);
    },
  );

  it.each([
    ["priority", 1e300, '"options.priority" is not valid: expected at most 2097151.'],
    ["priority", -1, '"options.priority" is not valid: expected at least 0.'],
    ["attempts", 1.5, '"options.attempts" is not valid: expected a whole number.'],
    ["queue", "a b", "expected 1 to 64 letters, digits, '_', '-' or '.'."],
    ["eta", "tomorrow", "expected an ISO 8601 time with its zone, such as 2026-12-01T08:00:00Z."],
    ["backoff.type", "x", 'expected one of "fixed"|"exponential".'],
  ])("say what is expected of %s in place of %j", (path, value, clause) => {
    const [problem] = problemsOf({ root: { ...echo(), options: at(path, value) } });
    expect(problem?.message).toContain(clause);
  });

  it("are all told, not the first alone", () => {
    const options = { attempts: 0, priority: -1, backoff: { jitter: 2, type: "x" } };
    expect(rootProblems({ ...echo(), options }).toSorted()).toEqual(
      ["attempts", "backoff.jitter", "backoff.type", "priority"].map(
        (path) => `root.options.${path} DOCUMENT_INVALID`,
      ),
    );
  });
});

const body = echo();
const CONTAINERS: [string, { kind: string }][] = [
  ["chain", chain(echo(), echo())],
  ["group", group(echo(), echo())],
  ["chord", { kind: "chord", header: [echo()], body } as { kind: string }],
  ["tree", { kind: "tree", root: echo(), children: [] } as { kind: string }],
  ["map", { kind: "map", over: [], body } as { kind: string }],
];

describe("delay and eta of a container", () => {
  it.each(CONTAINERS)("may stand on a %s", (_, container) => {
    for (const delayMs of times) expect(rootProblems({ ...container, delayMs })).toEqual([]);
    for (const eta of etas) expect(rootProblems({ ...container, eta })).toEqual([]);
  });

  it.each(CONTAINERS)("are refused by name where they are wrong: %s", (_, container) => {
    for (const delayMs of noTimes)
      expect(rootProblems({ ...container, delayMs })).toEqual(["root.delayMs DOCUMENT_INVALID"]);
    for (const eta of noEtas)
      expect(rootProblems({ ...container, eta })).toEqual(["root.eta DOCUMENT_INVALID"]);
  });

  it.each(CONTAINERS)("are all that a %s has of a signature's options", (_, container) => {
    for (const key of ["expiresMs", "attempts", "queue", "priority", "timeoutMs", "options"])
      expect(rootProblems({ ...container, [key]: 1 })).toEqual([`root.${key} DOCUMENT_INVALID`]);
  });

  it("belong to the options on a signature", () => {
    const [problem] = problemsOf({ root: { ...echo(), delayMs: 5 } });
    expect(problem).toMatchObject({ code: "DOCUMENT_INVALID", path: "root.delayMs" });
  });
});

describe("a map", () => {
  it.each(["window", "chunkSize"])("has a %s from 1 on", (key) => {
    const map = { kind: "map", over: [1, 2], body };
    for (const good of [1, 2, 1000]) expect(rootProblems({ ...map, [key]: good })).toEqual([]);
    for (const bad of [0, -1, 1.5, "2", null, Infinity])
      expect(rootProblems({ ...map, [key]: bad })).toContain(`root.${key} DOCUMENT_INVALID`);
  });
});
