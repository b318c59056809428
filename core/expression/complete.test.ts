import { describe, expect, it } from "vitest";
import { EXAMPLE_TASKS, taskInfo } from "@/testing/task-infos";
import { completeExpression } from "./complete";

const TASKS = [
  ...EXAMPLE_TASKS,
  {
    ...taskInfo("image.fit", {}),
    params: { type: "object", properties: { mode: { enum: ["cover", "contain"] } } },
  },
];

/** What is offered where `¦` stands, and the text once the first is taken. */
function offered(marked: string) {
  const cursor = marked.indexOf("¦");
  const text = marked.replace("¦", "");
  const found = completeExpression(text, cursor, TASKS);
  if (found === null) return { labels: [], taken: null };
  const [first] = found.candidates;
  const insert = first?.insert ?? "";
  const at = first?.cursor ?? 0;
  const taken = `${text.slice(0, found.from)}${insert.slice(0, at)}¦${insert.slice(at)}${text.slice(found.to)}`;
  return { labels: found.candidates.map(({ label }) => label), taken };
}

describe("the completion of an expression", () => {
  it("offers all tasks and builders where a node begins", () => {
    for (const text of ["¦", "a > ¦", "[a | ¦", "[a] >> ¦", "(¦", "a onFailure(¦", "map(a > ¦"]) {
      const { labels } = offered(text);
      expect(labels, text).toEqual(
        expect.arrayContaining(["math.add", "files.list", "map", "tree"]),
      );
    }
  });

  it.each([
    ["add¦", "math.add¦"],
    ["math.a¦", "math.add¦"],
    ["a > wordc¦", "a > files.wordCount¦"],
    ["map¦", "map(¦)"],
    ["flow.chain([&mat¦", "flow.chain([&math.add¦"],
    ["math.add(¦", "math.add(x=¦"],
    ["math.add(1, y¦)", "math.add(1, y=¦)"],
    ["math.add(x=1, ¦)", "math.add(x=1, y=¦)"],
    ["math.add(¦=1)", "math.add(x¦=1)"],
    ["image.fit(mode=¦)", 'image.fit(mode="cover"¦)'],
    ["math.add(1) opt¦", "math.add(1) optional¦"],
    ["math.add(1) a¦", 'math.add(1) as "¦"'],
    ["math.add(1) onF¦", "math.add(1) onFailure(¦)"],
    ["math.add(1) wi¦", "math.add(1) with (¦)"],
    ["math.add with (att¦", "math.add with (attempts=¦"],
    ["map(a, win¦)", "map(a, window=¦)"],
  ])("of %s gives %s", (text, taken) => {
    expect(offered(text).taken).toBe(taken);
  });

  it("offers a parameter once, and no task where only a call may stand", () => {
    expect(offered("math.add(x=1, ¦").labels).not.toContain("x");
    expect(offered("flow.chain([&¦").labels).not.toContain("map");
  });

  it("offers nothing inside of quotes", () => {
    expect(offered('text.upper("ma¦').labels).toEqual([]);
  });
});
