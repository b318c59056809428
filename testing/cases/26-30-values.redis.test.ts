/** Rows 26 to 30 of the table of cases: what is received, and what comes out. */
import { chain, chord, group } from "espalier";
import { add, as, ident, mul, ran, times, tsum } from "./canvas";
import { caseTable } from "./table";

const { row } = caseTable();

row(26, "add(2,2) | add(4) | add(8)", {
  canvas: chain(as("a", add.s(2, 2)), as("b", add.s(4)), as("c", add.s(8))),
  result: 16,
  results: { a: 4, b: 8, c: 16 },
  order: ["a < b", "b < c"],
});

row(26, "add(2,2) | add(4,4) | add(8,8), all immutable", {
  canvas: chain(as("a", add.si(2, 2)), as("b", add.si(4, 4)), as("c", add.si(8, 8))),
  result: 16,
  results: { a: 4, b: 8, c: 16 },
  order: ["a < b", "b < c"],
});

row(26, "add(4,16) | mul(2) | (add(4) | mul(8))", {
  canvas: chain(add.s(4, 16), mul.s(2), chain(add.s(4), mul.s(8))),
  result: 352,
});

row(27, "group(add(i,i), i < 10) | tsum", {
  canvas: chain(group(times(10, (i) => add.s(i, i))), tsum.s()),
  result: 90,
});

row(27, "add(4,4) | group(add(1), add(2))", {
  canvas: chain(add.s(4, 4), group([add.s(1), add.s(2)])),
  result: [9, 10],
});

row(27, "add(1,1) | group(add(10), add.si(5,5))", {
  canvas: chain(add.s(1, 1), group([add.s(10), add.si(5, 5)])),
  result: [12, 10],
});

row(28, "chord([A, group(B, C), D], ident)", {
  canvas: chord([ran("A"), group([ran("B"), ran("C")]), ran("D")], ident.s()),
  result: ["A", ["B", "C"], "D"],
});

row(28, "chord([A, group(B, group(C, D))], ident)", {
  canvas: chord([ran("A"), group([ran("B"), group([ran("C"), ran("D")])])], ident.s()),
  result: ["A", ["B", ["C", "D"]]],
});

row(29, "chord([add(1,1)], ident)", {
  canvas: chord([add.s(1, 1)], ident.s()),
  result: [2],
});

row(29, "group(add(1,1)) | ident", {
  canvas: chain(group([add.s(1, 1)]), ident.s()),
  result: [2],
});

row(29, "chain(add(1,1), group([]), ident)", {
  canvas: chain(add.s(1, 1), group([]), as("i", ident.s())),
  result: [],
  results: { i: [] },
});

row(30, "chain(add(1,1), group(chain(add(1), chord([add(1), add(2)], tsum)), add(100)), tsum)", {
  canvas: chain(
    add.s(1, 1),
    group([chain(add.s(1), chord([add.s(1), add.s(2)], tsum.s())), add.s(100)]),
    tsum.s(),
  ),
  result: 111,
});

row(30, "chord([chord([add(1,1), add(2,2)], tsum), add(10,10)], tsum)", {
  canvas: chord([chord([add.s(1, 1), add.s(2, 2)], tsum.s()), add.s(10, 10)], tsum.s()),
  result: 26,
});

row(30, "chain(add(1,1), group(add(1), add(2)), tsum, group(add(10), add(20)), tsum)", {
  canvas: chain(
    add.s(1, 1),
    group([add.s(1), add.s(2)]),
    tsum.s(),
    group([add.s(10), add.s(20)]),
    tsum.s(),
  ),
  result: 44,
});

row(30, "group(add(1,1), add(2,2)) | group(tsum, ident)", {
  canvas: chain(group([add.s(1, 1), add.s(2, 2)]), group([tsum.s(), ident.s()])),
  result: [6, [2, 4]],
});
