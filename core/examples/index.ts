/** Workflows to start from, made of the example tasks. The first is what a newcomer runs first. */
import { group, map } from "./lists";
import type { ExampleWorkflow } from "./types";

export type { ExampleWorkflow } from "./types";

const wordCount: ExampleWorkflow = {
  id: "word-count",
  title: "Word count of a folder",
  description:
    "Lists the Markdown files under docs, counts the words of each at the same time, and writes a report as an HTML page. A map makes one copy of its task for each file, however many there are.",
  workflow: {
    version: 1,
    name: "Word count of a folder",
    root: {
      kind: "chain",
      id: "word-count",
      name: "Word count of a folder",
      children: [
        {
          kind: "task",
          id: "list",
          label: "List the files",
          task: "files.list",
          kwargs: { pattern: "docs/**/*.md" },
        },
        {
          kind: "map",
          id: "count-each",
          name: "Count each file",
          body: { kind: "task", id: "count", label: "Count the words", task: "files.wordCount" },
        },
        {
          kind: "task",
          id: "report",
          label: "Write the report",
          task: "files.report",
          kwargs: { title: "Word count of docs" },
        },
      ],
    },
  },
};

const steps: ExampleWorkflow = {
  id: "chain",
  title: "One after the other",
  description: "A chain: each task receives the result of the one before it. (2 + 3) × 4 − 5 = 15.",
  workflow: {
    version: 1,
    name: "One after the other",
    root: {
      kind: "chain",
      id: "calculate",
      name: "Calculate",
      children: [
        { kind: "task", id: "add", label: "Add 2 and 3", task: "math.add", args: [2, 3] },
        { kind: "task", id: "multiply", label: "Multiply by 4", task: "math.mul", args: [4] },
        { kind: "task", id: "subtract", label: "Subtract 5", task: "math.add", args: [-5] },
      ],
    },
  },
};

const chord: ExampleWorkflow = {
  id: "chord",
  title: "Alongside, then together",
  description:
    "A chord: five additions at the same time, then their sum, once all of them are done. 0 + 2 + 4 + 6 + 8 = 20.",
  workflow: {
    version: 1,
    name: "Alongside, then together",
    root: {
      kind: "chord",
      id: "sum-of-sums",
      name: "Sum of sums",
      header: [0, 1, 2, 3, 4].map((number) => ({
        kind: "task",
        id: `add-${number}`,
        label: `Add ${number} and ${number}`,
        task: "math.add",
        args: [number, number],
      })),
      body: { kind: "task", id: "sum", label: "Add up the results", task: "math.sum" },
    },
  },
};

const tree: ExampleWorkflow = {
  id: "tree",
  title: "A tree of tasks",
  description:
    "A task starts when the one above it has succeeded: 0 and 1 at once, 10 and 11 after 1, 110 after 11. Only the order passes down, no result.",
  workflow: {
    version: 1,
    name: "A tree of tasks",
    root: {
      kind: "group",
      id: "forest",
      name: "Forest",
      children: [
        { kind: "task", id: "task-0", label: "Task 0", task: "flow.echo", args: ["0"] },
        {
          kind: "tree",
          id: "tree-1",
          name: "Task 1 and below",
          root: { kind: "task", id: "task-1", label: "Task 1", task: "flow.echo", args: ["1"] },
          children: [
            { kind: "task", id: "task-10", label: "Task 10", task: "flow.echo", args: ["10"] },
            {
              kind: "tree",
              id: "tree-11",
              name: "Task 11 and below",
              root: {
                kind: "task",
                id: "task-11",
                label: "Task 11",
                task: "flow.echo",
                args: ["11"],
              },
              children: [
                {
                  kind: "task",
                  id: "task-110",
                  label: "Task 110",
                  task: "flow.echo",
                  args: ["110"],
                },
              ],
            },
          ],
        },
      ],
    },
  },
};

const nested: ExampleWorkflow = {
  id: "nested",
  title: "Groups inside chords",
  description:
    "Containers nest freely and results nest with them, in the order drawn. Gives [[2, 3], 12, 5].",
  workflow: {
    version: 1,
    name: "Groups inside chords",
    root: {
      kind: "chord",
      id: "collect-all",
      name: "Collect everything",
      header: [
        {
          kind: "group",
          id: "pair",
          name: "A pair",
          children: [
            { kind: "task", id: "one-one", label: "Add 1 and 1", task: "math.add", args: [1, 1] },
            { kind: "task", id: "one-two", label: "Add 1 and 2", task: "math.add", args: [1, 2] },
          ],
        },
        {
          kind: "chord",
          id: "inner-chord",
          name: "Add, then sum",
          header: [
            { kind: "task", id: "two-two", label: "Add 2 and 2", task: "math.add", args: [2, 2] },
            {
              kind: "task",
              id: "slow-eight",
              label: "Wait for 8",
              task: "time.sleep",
              args: [800, 8],
            },
          ],
          body: { kind: "task", id: "inner-sum", label: "Sum of the two", task: "math.sum" },
        },
        { kind: "task", id: "two-three", label: "Add 2 and 3", task: "math.add", args: [2, 3] },
      ],
      body: { kind: "task", id: "collect", label: "Give back the list", task: "flow.echo" },
    },
  },
};

const retry: ExampleWorkflow = {
  id: "fail-and-retry",
  title: "Fail, then retry",
  description:
    "The second task fails the first time and the third is skipped. Retry the failed one: it recovers, and the run goes on from there.",
  workflow: {
    version: 1,
    name: "Fail, then retry",
    root: {
      kind: "chain",
      id: "fragile",
      name: "A fragile chain",
      children: [
        {
          kind: "task",
          id: "prepare",
          label: "Prepare",
          task: "flow.echo",
          args: ["prepared"],
        },
        {
          kind: "task",
          id: "fail-once",
          label: "Fail once",
          task: "flow.fail",
          kwargs: { message: "Not this time. Retry me.", times: 1 },
          immutable: true,
        },
        { kind: "task", id: "shout", label: "Shout the result", task: "text.upper" },
      ],
    },
  },
};

const countdown: ExampleWorkflow = {
  id: "trampoline",
  title: "A task that goes on with itself",
  description:
    "A trampoline: the task gives back a call of itself until it reaches 0. One step in the drawing, ten more iterations, no growing stack.",
  workflow: {
    version: 1,
    name: "A task that goes on with itself",
    root: {
      kind: "chain",
      id: "launch",
      name: "Launch",
      children: [
        {
          kind: "task",
          id: "countdown",
          label: "Count down from 10",
          task: "flow.countdown",
          args: [10],
        },
        { kind: "task", id: "announce", label: "Announce it", task: "text.upper" },
      ],
    },
  },
};

const progress: ExampleWorkflow = {
  id: "progress",
  title: "Tasks that report progress",
  description:
    "Three tasks of different length report every step. Watch their bars and labels, and revoke one on the way.",
  workflow: {
    version: 1,
    name: "Tasks that report progress",
    root: {
      kind: "group",
      id: "workers",
      name: "Three at work",
      children: [
        {
          kind: "task",
          id: "short",
          label: "5 quick steps",
          task: "flow.progress",
          kwargs: { steps: 5, ms: 400 },
        },
        {
          kind: "task",
          id: "middle",
          label: "20 steps",
          task: "flow.progress",
          kwargs: { steps: 20, ms: 400 },
        },
        {
          kind: "task",
          id: "long",
          label: "60 steps",
          task: "flow.progress",
          kwargs: { steps: 60, ms: 500 },
        },
      ],
    },
  },
};

/** Each has ids and labels of its own and passes validation without a warning when all tasks are offered. */
export const EXAMPLE_WORKFLOWS: readonly ExampleWorkflow[] = [
  wordCount,
  steps,
  group,
  chord,
  map,
  tree,
  nested,
  retry,
  countdown,
  progress,
];
