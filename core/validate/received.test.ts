import { describe, expect, it } from "vitest";
import { problemsOf, rootProblems, task, add, echo, chain, group } from "@/testing/documents";

describe("the type of a result", () => {
  const list = task("files.list", "*");

  it.each([
    ["of a task", chain(add(1, 2), task("text.upper"))],
    ["of the last of a chain", chain(chain(list, add(1)), task("text.upper"))],
    ["of a group, a list", chain(group(add(1, 2), add(1, 2)), add(1))],
    ["of a chord's header, a list", { kind: "chord", header: [], body: add(1) }],
    ["of a map's items", chain(list, { kind: "map", body: add(1) })],
    ["of a map's chunks", chain(list, { kind: "map", chunkSize: 2, body: task("text.upper") })],
    ["of a map, a list of what its body gives", chain(list, wordCounts(), task("math.sum"))],
    ["for a map, no list", chain(add(1, 2), { kind: "map", body: echo() })],
    [
      "of a group's members, one by one",
      chain(group(add(1, 2), task("text.upper", "a")), task("math.sum")),
    ],
    [
      "of a chord's header, one by one",
      { kind: "chord", header: [add(1, 2), task("text.upper", "a")], body: task("math.sum") },
    ],
    [
      "of a group in a group",
      chain(group(group(echo(), task("text.upper", "a"))), { kind: "map", body: task("math.sum") }),
    ],
    ["of a failure", { ...echo(), onFailure: [task("text.upper")] }],
  ])("gives a warning where it cannot fit: %s", (_, root) => {
    const found = problemsOf({ root }).filter(({ code }) => code === "RESULT_TYPE");
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ severity }) => severity === "warning")).toBe(true);
  });

  it("says what is given and what is expected", () => {
    const [problem] = problemsOf({ root: chain(add(1, 2), task("text.upper")) });
    expect(problem?.message).toBe(
      'Task (text.upper): the result of Task (math.add) goes to the parameter "text", and is number, but string is expected. Change one of the two, or mark this one immutable.',
    );
  });

  it("gives none where it may fit", () => {
    const report = { kind: "task", task: "files.report", kwargs: { title: "T" } };
    expect(rootProblems(chain(list, wordCounts(), report))).toEqual([]);
    expect(rootProblems(chain(echo(), task("text.upper")))).toEqual([]);
    expect(rootProblems(chain(add(1, 2), task("flow.countdown")))).toEqual([]);
    expect(rootProblems(chain(group(add(1, 2), echo()), task("math.sum")))).toEqual([]);
    const mixed = group(add(1, 2), task("text.upper", "a"));
    expect(rootProblems(chain(mixed, { kind: "map", body: task("flow.countdown") }))).toEqual([]);
    expect(rootProblems(chain(mixed, task("text.join")))).toEqual([]);
  });

  function wordCounts() {
    return { kind: "map", body: task("files.wordCount") };
  }
});
