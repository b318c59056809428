import { describe, expect, it } from "vitest";
import type { TaskInfo } from "@/core/task";
import { containerOf, sectionsOf } from "./palette-items";

const info = (name: string, description = "", workers = ["w1"]): TaskInfo => ({
  name,
  description,
  params: {},
  result: {},
  defaults: {},
  queue: "default",
  totalSteps: 1,
  workers,
});

const tasks = [
  info("files.list", "Files that match"),
  info("math.add", "The sum"),
  info("math.sum", "The sum of a list"),
  info("lonely"),
];

const shown = (search: string) =>
  sectionsOf(tasks, search).map(
    ({ title, items }) => `${title} ${items.map((item) => item.short).join(" ")}`,
  );

describe("the palette", () => {
  it("groups tasks by namespace, containers last", () => {
    expect(shown("")).toEqual([
      "files. list",
      "math. add sum",
      "Tasks lonely",
      "Containers Group Chord Chain Map Tree",
    ]);
  });

  it("puts what begins with the search first, then what contains it, then descriptions", () => {
    expect(shown("sum")).toEqual(["math. sum add"]);
    expect(shown("li")[0]).toBe("files. list");
    expect(shown("math.a")).toEqual(["math. add"]);
    expect(shown("nothing like it")).toEqual([]);
  });

  it("marks tasks that nobody offers now", () => {
    const [section] = sectionsOf([info("a.b", "", [])], "b");
    expect(section?.items[0]).toMatchObject({ isOffline: true });
  });

  it("makes containers of picked tasks", () => {
    expect(containerOf("chord", ["a", "b"])).toEqual({
      kind: "chord",
      header: [{ kind: "task", task: "a" }],
      body: { kind: "task", task: "b" },
    });
    expect(containerOf("tree", ["a"])).toMatchObject({ root: { task: "a" }, children: [] });
  });
});
