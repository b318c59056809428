import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printExpression } from "@/core/expression/print";
import { looksLikeCelery, readCelery } from "./index";

/** What a canvas is read as, as an expression. */
function read(text: string, tasks: string[] = []): string {
  const reading = readCelery(text, tasks);
  if (!reading.ok) throw new Error(`${reading.message} at ${reading.from}`);
  return printExpression(reading.root);
}

/** What could not be taken, with the text that it speaks of. */
function notes(text: string, tasks: string[] = []): [string, string][] {
  const reading = readCelery(text, tasks);
  if (!reading.ok) throw new Error(reading.message);
  return reading.notes.map(({ from, to, message }) => [text.slice(from, to), message]);
}

describe("a Celery canvas", () => {
  it.each([
    ["add.s(2, 2)", "add(2, 2)"],
    ["add.si(2, 2)", "add(2, 2) immutable"],
    ["add.s(2, debug=True)", "add(2, debug=true)"],
    ["add.signature((2, 2), countdown=10)", "add(2, 2) with (delayMs=10000)"],
    ["add.subtask((4, 4))", "add(4, 4)"],
    [
      "signature('tasks.add', args=(2, 2), kwargs={'z': None}, immutable=True)",
      "tasks.add(2, 2, z=null) immutable",
    ],
    ["proj.tasks.add.s(1.5, -2)", "proj.tasks.add(1.5, -2)"],
    ["add.s(2, 2) | mul.s(8) | mul.s(10)", "add(2, 2) > mul(8) > mul(10)"],
    ["chain(add.s(4, 4), mul.s(8), mul.s(10))", "add(4, 4) > mul(8) > mul(10)"],
    ["chain([add.s(4, 4), mul.s(8)])()", "add(4, 4) > mul(8)"],
    ["chain(add.s(2, 2), group(add.s(1), add.s(2)))", "add(2, 2) > [add(1) | add(2)]"],
    ["group(add.s(i, i) for i in range(3))()", "[add(0, 0) | add(1, 1) | add(2, 2)]"],
    ["group([add.s(i, i) for i in range(2)])", "[add(0, 0) | add(1, 1)]"],
    ["chord((add.s(i, i) for i in range(2)), tsum.s())()", "[add(0, 0) | add(1, 1)] >> tsum"],
    ["chord([add.s(2, 2), add.s(4, 4)])(tsum.s())", "[add(2, 2) | add(4, 4)] >> tsum"],
    ["chord(header=[add.s(1)], body=tsum.s())", "[add(1)] >> tsum"],
    ["group(add.s(1, 1), add.s(2, 2)) | tsum.s()", "[add(1, 1) | add(2, 2)] >> tsum"],
    [
      "chain(add.s(1, 1), group(add.s(1), add.s(2)), tsum.s(), tsum.s())",
      "add(1, 1) > [add(1) | add(2)] >> tsum > tsum",
    ],
    ["group(a.s(), b.s()) | group(c.s(), d.s())", "[a | b] > [c | d]"],
    [
      "(add.s(4, 16) | mul.s(2) | (add.s(4) | mul.s(8)))()",
      "add(4, 16) > mul(2) > add(4) > mul(8)",
    ],
    [
      "add.s(2, 2).set(queue='hipri', priority=3, expires=60)",
      'add(2, 2) with (queue="hipri", priority=3, expiresMs=60000)',
    ],
    [
      "add.apply_async((2, 2), link=add.s(8), link_error=[log.s()])",
      "add(2, 2) onSuccess(add(8)) onFailure(log)",
    ],
    [
      "(add.s(2, 2) | mul.s(4)).on_error(log.s('e')).delay()",
      '(add(2, 2) > mul(4)) onFailure(log("e"))',
    ],
    ["sig = add.s(2)\nsig.link(other.s())", "add(2) onSuccess(other)"],
    ["tsum.map([[1, 2], [3]])", "map(tsum, over=[[1, 2], [3]])"],
    ["add.starmap(zip(range(2), range(2)))", "[add(0, 0) | add(1, 1)]"],
    ["add.chunks(zip(range(3), range(3)), 2)()", "[[add(0, 0) | add(1, 1)] | [add(2, 2)]]"],
    ["(add.s(2) | mul.s(2)).delay(3)", "add(3, 2) > mul(2)"],
    ["flow.s(add.s(1), [mul.s(2)])", "flow(&add(1), [&mul(2)])"],
    [
      "from celery import chain\nfrom tasks import add\n\n# both\nfirst = add.s(2, 2)\nres = chain(\n  first,\n  add.s(4),  # more\n)\nres.get()",
      "add(2, 2) > add(4)",
    ],
    [
      ">>> from celery import chord\n>>> chord(\n...   [add.s(1)],\n... )(tsum.s()).get()",
      "[add(1)] >> tsum",
    ],
    ["celery.group([a.s(r'\\d', \"it's\", '\\n')])", String.raw`[a("\\d", "it's", "\n")]`],
    [
      "TaskSet(tasks=[add.subtask((4, 4)), add.subtask((8, 8))]).apply_async()",
      "[add(4, 4) | add(8, 8)]",
    ],
    ["add.s(*[1, 2])", "add(1, 2)"],
    ["add.s({'a': [1, (2, 3)]}, 1_000, 2 ** 3 + 1)", "add({a: [1, [2, 3]]}, 1000, 9)"],
  ])("%s", (text, expression) => {
    expect(read(text)).toBe(expression);
  });

  it("takes the only known task that ends like it, and says so", () => {
    const tasks = ["math.add", "math.mul", "text.join", "path.join"];
    expect(read("tasks.add.s(2, 2) | join.s()", tasks)).toBe("math.add(2, 2) > join");
    expect(notes("tasks.add.s(2, 2) | join.s()", tasks)).toEqual([
      ["tasks.add.s(2, 2)", "tasks.add is taken for the task math.add."],
    ]);
  });

  it.each([
    [
      "add.s(2).set(routing_key='x', serializer='json')",
      "add.s(2).set(routing_key='x', serializer='json')",
      /no option routing_key/,
    ],
    ["add.s(n)", "add.s(n)", /n has no value/],
    ["add.s(group(add.s(1)))", "add.s(group(add.s(1)))", /group cannot be an argument/],
    ["group(add.s(1), 5)", "group(add.s(1), 5)", /left out/],
    ["group(add.s(1)).set(queue='a')", "group(add.s(1)).set(queue='a')", /no queue here/],
    ["add(2, 2)", "add(2, 2)", /call the function at once/],
    ["add.s(1)\n5", "5", /no canvas/],
    ["add.s().set(eta=tomorrow)", "add.s().set(eta=tomorrow)", /tomorrow has no value/],
    ["group(a.s()).delay(1)", "group(a.s()).delay(1)", /no signature to go to/],
  ])("%s names what could not be taken", (text, place, message) => {
    expect(notes(text).find(([, said]) => message.test(said))?.[0]).toBe(place);
  });

  it.each([
    ["chain(add.s(2, 2), mul.s(4)", 27, /\) is missing/],
    ["add.s(2", 7, /is missing/],
    ["add.s('a)", 6, /does not end/],
    ["for i in x: pass", 0, /paste the canvas alone/],
    ["add.s(2) | 5", 0, /between signatures/],
    ["5", 0, /no canvas/],
    ["", 0, /no canvas/],
    ["chord([a.s()]).foo(1)", 0, /cannot be called/],
    ["add.s(2).replace(b)", 0, /\.replace/],
    ["chain()", 0, /needs a task/],
    ["group(a.s() for i in items)", 21, /has no value/],
    ["group(a.s() for i in range(10**9))", 21, /more than/],
    ["add.s(1) ? 2", 9, /\? cannot be read/],
    [`${"(".repeat(999)}`, 200, /nested deeper/],
  ])("%s is refused at its place", (text, from, message) => {
    const reading = readCelery(text);
    expect(reading).toMatchObject({ ok: false, from });
    expect(reading.ok ? "" : reading.message).toMatch(message);
  });

  it("of the documentation is read without a note, as the page says", () => {
    const page = readFileSync(new URL("../../docs/coming-from-celery.md", import.meta.url), "utf8");
    const [, text = ""] = /## Paste a canvas.*?```python\n(.*?)```/s.exec(page) ?? [];
    expect(read(text)).toBe(
      '(add(2, 2) with (queue="slow", delayMs=5000) > [mul(8) | mul(10)] >> tsum > ' +
        "[add(0, 0) | add(1, 1) | add(2, 2)] >> tsum([1, 2]) immutable) onFailure(log)",
    );
    expect(notes(text)).toEqual([]);
  });

  it("does not change what a variable holds", () => {
    const text = "a = add.s(1)\nb = a.set(queue='q')\nc = (a | x.s()).delay(5)\ngroup(a, b, c)";
    expect(read(text)).toBe('[add(1) | add(1) with (queue="q") | add(5, 1) > x]');
  });

  it("is told from other texts", () => {
    for (const text of [
      "add.s(2, 2)",
      "chain(a, b.s())",
      "group([x.s()])",
      "chord(header)(b.si())",
    ])
      expect(looksLikeCelery(text), text).toBe(true);
    for (const text of ["math.add(2, 2) > b", "chain(a)", "[a | b] >> c", "Dear reader"])
      expect(looksLikeCelery(text), text).toBe(false);
  });

  it("never throws, whatever the text", () => {
    const piece = fc.constantFrom(
      ..."a()[]{}.,:=|'\"+-*/ \n1".split(""),
      "chain",
      "group(",
      ".s(",
      "for",
      " in ",
      "range",
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const reading = readCelery(pieces.join(""));
        expect(reading.ok || reading.message !== "").toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
