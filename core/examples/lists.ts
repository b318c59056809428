/** Examples of what runs at once. */
import type { ExampleWorkflow } from "./types";

export const group: ExampleWorkflow = {
  id: "group",
  title: "All at the same time",
  description:
    'A group: three tasks start together and none waits for another. Its result is the list of theirs in the order drawn, whichever ends first: [5, 6, "last"].',
  workflow: {
    version: 1,
    name: "All at the same time",
    root: {
      kind: "group",
      id: "together",
      name: "Together",
      children: [
        { kind: "task", id: "sum", label: "Add 2 and 3", task: "math.add", args: [2, 3] },
        { kind: "task", id: "product", label: "Multiply 2 and 3", task: "math.mul", args: [2, 3] },
        {
          kind: "task",
          id: "slow",
          label: "Wait, then answer",
          task: "time.sleep",
          args: [600, "last"],
        },
      ],
    },
  },
};

export const map: ExampleWorkflow = {
  id: "map",
  title: "The same for each item",
  description:
    "A map: one copy of its task for each item of a list, two of them at a time. Each number is multiplied by 10, and the chain adds them up: 10 + 20 + 30 + 40 + 50 = 150.",
  workflow: {
    version: 1,
    name: "The same for each item",
    root: {
      kind: "chain",
      id: "times-ten",
      name: "Times ten, then the sum",
      children: [
        {
          kind: "map",
          id: "each",
          name: "Each number",
          over: [1, 2, 3, 4, 5],
          window: 2,
          body: {
            kind: "task",
            id: "multiply",
            label: "Multiply by 10",
            task: "math.mul",
            args: [10],
          },
        },
        { kind: "task", id: "total", label: "Add them up", task: "math.sum" },
      ],
    },
  },
};
