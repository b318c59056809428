/** Random drawings for the tests of the layout. */
import fc from "fast-check";
import type { LayoutTree } from "@/core/layout/tree";
import type { Direction } from "@/core/layout/types";
import type { NodeKind } from "@/core/node";

export function node(id: string, kind: NodeKind = "task", members: LayoutTree[] = []): LayoutTree {
  return {
    id,
    kind,
    role: null,
    members,
    onSuccess: [],
    onFailure: [],
    carries: true,
    template: false,
  };
}

export function tasks(count: number, prefix = "t"): LayoutTree[] {
  return Array.from({ length: count }, (_, index) => ({
    ...node(`${prefix}${index}`),
    role: "child" as const,
  }));
}

export function withRoles(tree: LayoutTree): LayoutTree {
  const last = tree.members.length - 1;
  tree.members.forEach((member, index) => {
    member.role = "child";
    if (tree.kind === "chord") member.role = index === last ? "body" : "header";
    if (tree.kind === "tree" && index === 0) member.role = "root";
  });
  for (const callback of tree.onSuccess) callback.role = "onSuccess";
  for (const callback of tree.onFailure) callback.role = "onFailure";
  return tree;
}

/** Random trees of every kind, some large groups among them, with callbacks on anything. */
export const drawings: fc.Arbitrary<LayoutTree> = fc
  .letrec<{ tree: LayoutTree }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "medium", withCrossShrink: true },
      fc.constant(null).map(() => node("")),
      fc
        .tuple(
          fc.constantFrom<NodeKind>("chain", "group", "chord", "tree", "map", "task"),
          fc.oneof(
            { weight: 6, arbitrary: fc.array(tie("tree"), { maxLength: 5 }) },
            { weight: 1, arbitrary: fc.integer({ min: 0, max: 60 }).map((count) => tasks(count)) },
          ),
          fc.array(tie("tree"), { maxLength: 2 }),
          fc.array(tie("tree"), { maxLength: 1 }),
          fc.boolean(),
        )
        .map(([kind, members, onSuccess, onFailure, template]) =>
          withRoles({
            ...node("", kind, members),
            onSuccess,
            onFailure,
            template: template && kind === "map" && members.length === 1,
          }),
        ),
    ),
  }))
  .tree.map(numbered);

function numbered(tree: LayoutTree): LayoutTree {
  let next = 0;
  const number = (each: LayoutTree): LayoutTree => ({
    ...each,
    id: `n${next++}`,
    members: each.members.map(number),
    onSuccess: each.onSuccess.map(number),
    onFailure: each.onFailure.map(number),
  });
  return number(tree);
}

export const directions = fc.constantFrom<Direction>("down", "right");
