import { EmptyNode } from "./EmptyNode";
import { FrameNode } from "./FrameNode";
import { LinesNode } from "./LinesNode";
import { StackNode } from "./StackNode";
import { TaskNode } from "./TaskNode";

/** A constant: React Flow mounts every node anew when this object changes. */
export const NODE_TYPES = {
  task: TaskNode,
  frame: FrameNode,
  stack: StackNode,
  cells: StackNode,
  empty: EmptyNode,
  lines: LinesNode,
};
