/** What the compiler says of programs: each `@ts-expect-error` is an error that has to be there. */
import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import type { NodeValue, SignatureValue } from "@/core/task";
import { callOf, chain, chord, group, map, signature, tree } from "./builders";
import { defineTask } from "./define-task";
import type { SignatureBuilder } from "./node-builder";
import type { ResultOf } from "./node-types";
import { signatureParam } from "./signature-param";

const number = z.number();
const add = declare("add", { x: number, y: number }, number);
const sum = declare("sum", { numbers: z.array(number) }, number);
const upper = declare("upper", { text: z.string() }, z.string());
const greet = declare("greet", { name: z.string(), loud: z.boolean().default(false) }, z.string());
const echo = declare("echo", { value: z.unknown().default(null) }, z.unknown());
const list = declare("list", {}, z.array(z.string()));
const later = declare("later", { then: signatureParam() }, z.unknown());
const repeat = defineTask({
  name: "repeat",
  description: "",
  params: { text: z.string(), times: number },
  positional: ["text", "times"],
  result: z.string(),
  run: ({ text, times }) => text.repeat(times),
});

const resultOf = <N>(_: N): ResultOf<N> => undefined as ResultOf<N>;

describe("arguments", () => {
  it("are held to the types of the parameters", () => {
    add.s(1, 2);
    add.s(4);
    add.s();
    greet.s("a", true);
    echo.s({ any: ["thing"] });
    later.s(add.s(1));
    // @ts-expect-error a text is no number
    add.s("4");
    // @ts-expect-error a number is no text
    upper.s(1);
    // @ts-expect-error a third argument for two parameters
    add.s(1, 2, 3);
    // @ts-expect-error no parameter takes a list
    greet.s(["a"]);
    // @ts-expect-error a list of texts is no list of numbers
    sum.s(["a"]);
    // @ts-expect-error the task has no parameters
    list.s(1);
    // @ts-expect-error a number is no signature
    later.s(1);
    // @ts-expect-error si is held to the same
    add.si("4");
    expect(add.s(1, 2).node.args).toEqual([1, 2]);
  });

  it("are held to their places where the order is known", () => {
    repeat.s("a", 2);
    repeat.s("a");
    repeat.s(2);
    // @ts-expect-error the text comes first
    repeat.s(2, "a");
    // @ts-expect-error nothing takes a truth value
    repeat.s(true);
    // @ts-expect-error si puts nothing in front: the text is first
    repeat.si(2);
    // @ts-expect-error there is no such parameter
    const order: Parameters<typeof repeat.s>[0] = { nothing: 1 };
    expect(order).toEqual({ nothing: 1 });
  });

  it("are held to their types by name", () => {
    add.s().named({ x: 1, y: 2 });
    greet.s().named({ loud: true });
    // @ts-expect-error there is no parameter z
    add.s(1).named({ z: 1 });
    // @ts-expect-error y is a number
    add.s(1).named({ y: "1" });
    expect(add.s(1).named({ y: 2 }).node.kwargs).toEqual({ y: 2 });
  });
});

describe("a chain", () => {
  it("is refused where a step cannot take the result before it", () => {
    chain(add.s(1, 1), add.s(4), add.s(8));
    chain(upper.s("a"), greet.s());
    chain(list.s(), sum.si([1]));
    chain(echo.s("a"), add.s(1));
    chain(callOf("of.another.process"), add.s(1));
    chain(add.s(1, 1), callOf("of.another.process"));
    chain(add.s(1, 1), chain(add.s(1), echo.s()), upper.s());
    chain(upper.s("a"), repeat.s(2));
    // @ts-expect-error add takes no text
    chain(upper.s("a"), add.s(1));
    // @ts-expect-error both numbers of add are given
    chain(add.s(1, 1), add.s(4, 4));
    // @ts-expect-error list takes nothing
    chain(add.s(1, 1), list.s());
    // @ts-expect-error upper takes no number
    chain(add.s(1, 1), add.s(4), upper.s());
    // @ts-expect-error the chain inside begins with add
    chain(upper.s("a"), chain(add.s(1), echo.s()));
    // @ts-expect-error the text is given, a text is no number of times
    chain(upper.s("a"), repeat.s("b"));
    // @ts-expect-error null is no number
    chain(add.s(1, 1).optional(), add.s(4));
    expect(chain(add.s(1, 1), add.s(4)).node.children).toHaveLength(2);
  });

  it("is held to the same when its steps are one list", () => {
    chain([add.s(1, 1), add.s(4), echo.s()]);
    chain(new Set([add.s(1, 1)]));
    // @ts-expect-error upper takes no number
    chain([add.s(1, 1), upper.s()]);
    expectTypeOf(resultOf(chain([add.s(1, 1), echo.s(), upper.s()]))).toEqualTypeOf<string>();
    expectTypeOf(chain([add.s(1), upper.s()].slice(1)).receivedType).toEqualTypeOf<
      number | string
    >();
    expect(chain([add.s(1, 1)]).node.children).toHaveLength(1);
  });

  it("points at the step that is wrong", () => {
    const node = chain(
      add.s(1, 1),
      add.s(4),
      // @ts-expect-error upper takes no number
      upper.s(),
    );
    expect(node.node.children).toHaveLength(3);
  });

  it("gives the last result, and receives what its first step receives", () => {
    expectTypeOf(resultOf(chain(upper.s("a"), repeat.s(2)))).toEqualTypeOf<string>();
    expectTypeOf(resultOf(chain(add.s(1, 1), echo.s()))).toBeUnknown();
    expectTypeOf(resultOf(chain([add.s(1, 1), add.s(4)]))).toEqualTypeOf<number>();
    expectTypeOf(chain(add.s(4), echo.s()).receivedType).toEqualTypeOf<number>();
  });
});

describe("groups, chords, trees and maps", () => {
  it("give lists, one by one where they are written one by one", () => {
    const pair = group([add.s(1, 1), upper.s("a")]);
    expectTypeOf(resultOf(pair)).toEqualTypeOf<[number, string]>();
    expectTypeOf(resultOf(group(add.s(1, 1), upper.s("a")))).toEqualTypeOf<[number, string]>();
    const many = group([1, 2].map((i) => add.s(i, i)));
    expectTypeOf(resultOf(many)).toEqualTypeOf<number[]>();
    expectTypeOf(resultOf(group([]))).toEqualTypeOf<[]>();
    expectTypeOf(resultOf(group([many, group([upper.s("a")])]))).toEqualTypeOf<
      [number[], [string]]
    >();
    expectTypeOf(resultOf(group(generated()))).toEqualTypeOf<number[]>();
  });

  it("are refused where a member cannot take the result before it", () => {
    chain(add.s(1, 1), group([add.s(1), add.s(2)]), sum.s(), group([add.s(1), echo.s()]), echo.s());
    // @ts-expect-error one member takes no number
    chain(add.s(1, 1), group([add.s(1), upper.s()]));
    // @ts-expect-error upper takes no list
    chain(group([add.s(1, 1)]), upper.s());
    // @ts-expect-error a list with a text in it is no list of numbers
    chain(group([add.s(1, 1), upper.s("a")]), sum.s());
    expect(group(generated()).node.children).toHaveLength(1);
  });

  it("give a chord's body the list", () => {
    expectTypeOf(resultOf(chord([add.s(1, 1)], sum.s()))).toEqualTypeOf<number>();
    chord(generated(), sum.s());
    chord([], sum.s());
    chord([callOf("of.another.process")], sum.s());
    chord([group([echo.s()]), add.s(1, 1)], echo.s());
    // @ts-expect-error sum takes no texts
    chord([upper.s("a")], sum.s());
    // @ts-expect-error add takes no list
    chord([add.s(1, 1)], add.s(1));
    expect(chord([add.s(1, 1)], sum.s()).node.header).toHaveLength(1);
  });

  it("give a tree's children the root's result only with passResult", () => {
    expectTypeOf(resultOf(tree(add.s(1, 1), [upper.s("a")]))).toEqualTypeOf<number>();
    tree(add.s(1, 1), [upper.s("a"), add.s(1, 1), list.s()]);
    tree(add.s(1, 1), [add.s(1), upper.si("a")], { passResult: true });
    // @ts-expect-error upper takes no number
    tree(add.s(1, 1), [upper.s()], { passResult: true });
    // @ts-expect-error a group is no signature
    tree(group([]), []);
    expect(tree(add.s(1, 1), []).node.children).toEqual([]);
  });

  it("give a map's body an item, or a list of them in chunks", () => {
    expectTypeOf(resultOf(map(upper.s()))).toEqualTypeOf<string[]>();
    map(add.s(1), { over: [1, 2] });
    map(sum.s(), { over: [1, 2, 3], chunkSize: 2 });
    chain(list.s(), map(upper.s(), { window: 4 }));
    chain(group([add.s(1, 1)]), map(sum.s(), { chunkSize: 2 }));
    chain(echo.s(), map(add.s(1)));
    // @ts-expect-error the items are texts
    map(add.s(1), { over: ["a"] });
    // @ts-expect-error add takes no text
    chain(list.s(), map(add.s(1)));
    // @ts-expect-error a number is no list
    chain(add.s(1, 1), map(add.s(1)));
    // @ts-expect-error it has its list already
    chain(list.s(), map(upper.s(), { over: ["a"] }));
    expect(map(add.s(1)).node.kind).toBe("map");
  });
});

describe("callbacks", () => {
  it("take the result, or the failure", () => {
    add.s(1, 1).link(add.s(8), echo.s()).linkError(echo.s());
    // @ts-expect-error upper takes no number
    add.s(1, 1).link(upper.s());
    // @ts-expect-error upper takes no failure
    add.s(1, 1).linkError(upper.s());
    // @ts-expect-error upper takes no list
    group([upper.s("a")]).link(upper.s());
    expect(add.s(1, 1).link(add.s(8)).node.onSuccess).toHaveLength(1);
  });
});

describe("types of nodes", () => {
  it("are wide where nothing is said", () => {
    const wide: SignatureBuilder = add.s(1);
    const nodes: NodeValue[] = [wide, group([add.s(1)]), map(add.s(1))];
    const received: SignatureValue = add.s(1);
    chain(...nodes);
    group(nodes);
    chain(signature(received), add.s(1));
    expectTypeOf(resultOf(callOf<string>("a"))).toEqualTypeOf<string>();
    expectTypeOf(resultOf(add.s(1).set({ attempts: 2 }).label("a"))).toEqualTypeOf<number>();
    expectTypeOf(resultOf(add.s(1).optional())).toEqualTypeOf<number | null>();
    expect(nodes).toHaveLength(3);
  });
});

function* generated() {
  yield add.s(1, 1);
}

function declare<P extends { [name: string]: z.ZodType }, R extends z.ZodType>(
  name: string,
  params: P,
  result: R,
) {
  return defineTask({
    name,
    description: "",
    params,
    result,
    run: () => result.parse(null) as z.input<R>,
  });
}
