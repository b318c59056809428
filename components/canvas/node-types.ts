import { EmptyNode } from "./EmptyNode";
import { FrameNode } from "./FrameNode";
import { LinesNode } from "./LinesNode";
import { inOverview } from "./overview";
import { StackNode } from "./StackNode";
import { TaskNode } from "./TaskNode";

const Stack = inOverview(StackNode);

/** A constant: React Flow mounts every node anew when this object changes. */
export const NODE_TYPES = {
  task: inOverview(TaskNode),
  frame: inOverview(FrameNode),
  stack: Stack,
  cells: Stack,
  empty: inOverview(EmptyNode),
  lines: inOverview(LinesNode),
};
