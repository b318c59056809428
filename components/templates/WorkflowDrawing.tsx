/** A small picture of a workflow: the drawing of the canvas, without anything to touch. */
import { useMemo } from "react";
import { layout } from "@/core/layout/layout";
import { layoutTreeOfWorkflow } from "@/core/layout/tree";
import { SIZES, type Layout, type LayoutBox, type LayoutLine } from "@/core/layout/types";
import { callbacksOf, membersOf, type Workflow, type WorkflowNode } from "@/core/node";

/** Room that the picture has, in pixels. */
const ROOM = { width: 320, height: 168 };
const LARGEST = 0.62;
const MARGIN = 6;
const FONT = 21;
/** Characters of a title that fit into a box. */
const CHARACTERS = 15;

interface WorkflowDrawingProps {
  workflow: Workflow;
}

export function WorkflowDrawing({ workflow }: WorkflowDrawingProps) {
  const { drawing, titles } = useMemo(() => drawn(workflow), [workflow]);
  const { width, height } = drawing;
  const scale = scaleOf(drawing);
  const view = [-MARGIN, -MARGIN, width + 2 * MARGIN, height + 2 * MARGIN].join(" ");
  return (
    <svg
      aria-hidden
      viewBox={view}
      width={(width + 2 * MARGIN) * scale}
      height={(height + 2 * MARGIN) * scale}
      className="max-h-full max-w-full"
    >
      {drawing.boxes.map((box) =>
        box.type === "frame" || box.type === "stack" ? <Frame key={box.id} box={box} /> : null,
      )}
      {drawing.lines.map((line, index) => (
        <Line key={index} line={line} />
      ))}
      {drawing.boxes.map((box) =>
        box.type === "task" ? (
          <Task key={box.id} box={box} title={titles.get(box.nodeId) ?? ""} />
        ) : null,
      )}
    </svg>
  );
}

function scaleOf({ width, height }: Layout): number {
  return Math.min(LARGEST, ROOM.width / (width + 2 * MARGIN), ROOM.height / (height + 2 * MARGIN));
}

/** The layout that shows the most, down or to the right, and what the nodes are called. */
function drawn(workflow: Workflow) {
  const tree = layoutTreeOfWorkflow(workflow);
  const [down, right] = [layout(tree), layout(tree, { direction: "right" })];
  const drawing = scaleOf(down) >= scaleOf(right) ? down : right;
  return { drawing, titles: titlesOf(workflow.root) };
}

function titlesOf(root: WorkflowNode): Map<string, string> {
  const titles = new Map<string, string>();
  const visit = (node: WorkflowNode, path: string) => {
    const name = node.kind === "task" ? (node.label ?? node.task) : (node.label ?? node.name ?? "");
    titles.set(node.id ?? path, name);
    for (const member of [...membersOf(node), ...callbacksOf(node)])
      visit(member.node, `${path}.${member.path.join(".")}`);
  };
  visit(root, "root");
  return titles;
}

function Frame({ box: { x, y, width, height } }: { box: LayoutBox }) {
  return (
    <rect
      {...{ x, y, width, height }}
      rx={10}
      fill="var(--even)"
      stroke="var(--line)"
      strokeWidth={1.5}
    />
  );
}

function Task({ box: { x, y, width, height }, title }: { box: LayoutBox; title: string }) {
  const shown = title.length > CHARACTERS ? `${title.slice(0, CHARACTERS - 1)}…` : title;
  return (
    <g>
      <rect
        {...{ x, y, width, height }}
        rx={8}
        fill="var(--panel)"
        stroke="var(--line-strong)"
        strokeWidth={1.5}
      />
      <text
        x={x + SIZES.padding}
        y={y + height / 2}
        dominantBaseline="central"
        fontSize={FONT}
        fill="var(--ink)"
      >
        {shown}
      </text>
    </g>
  );
}

function Line({ line: { type, points, bead } }: { line: LayoutLine }) {
  const isQuiet = type === "sheet";
  return (
    <g>
      <polyline
        points={points.map((point) => point.join(",")).join(" ")}
        fill="none"
        stroke={isQuiet ? "var(--line-strong)" : "var(--faint)"}
        strokeWidth={2}
        {...(type === "order" && { strokeDasharray: "5 5" })}
        {...(type === "failure" && { strokeDasharray: "2 6" })}
      />
      {bead === undefined ? null : <circle cx={bead[0]} cy={bead[1]} r={4} fill="var(--faint)" />}
    </g>
  );
}
