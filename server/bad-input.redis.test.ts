/**
 * Bad input at the door: each kind gets its named error, nothing is stored, and a run that is under way all
 * the while ends well.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunSnapshot } from "@/core/snapshot";
import { handleApi } from "./handle-api";
import {
  BASE,
  dataOf,
  everythingStored,
  get,
  post,
  refusalOf,
  startTestServer,
  type Refused,
  type TestServer,
} from "./test-server";

const BYSTANDER = "bystander";
const MIB = 1024 * 1024;

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  const gate = { ...call("gate", "way", 7), id: "g" };
  const root = { kind: "chain", children: [gate, call("add", 1)] };
  await dataOf(post("runs.submit", { workflow: { root }, runId: BYSTANDER }));
  await server.gate("way").arrivals(1);
});
afterAll(() => server.close());

function call(task: string, ...args: unknown[]) {
  return { kind: "task", id: "n1", task, args };
}

const chain = (...children: unknown[]) => ({ kind: "chain", children });
const group = (...children: unknown[]) => ({ kind: "group", children });
const many = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);
const lists = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

/** A tree of chains, the innermost the one that is given. */
function nested(depth: number, innermost: string): string {
  const levels = depth - 1;
  return `${'{"kind":"chain","children":['.repeat(levels)}${innermost}${"]}".repeat(levels)}`;
}

/** What a call is refused with; that it changed anything fails the test. */
async function refused(send: () => Promise<Response>): Promise<Refused> {
  const before = await everythingStored(server, [BYSTANDER]);
  const refusal = await refusalOf(send());
  expect(await everythingStored(server, [BYSTANDER])).toEqual(before);
  expect(await server.redis.client.sismember(`${server.redis.prefix}:active`, "never")).toBe(0);
  return refusal;
}

const submit = (workflow: unknown) => post("runs.submit", { workflow, runId: "never" });
/** A submission whose root is written as JSON text: for what no value can say. */
const submitText = (root: string) =>
  post("runs.submit", `{"runId":"never","workflow":{"version":1,"name":"t","root":${root}}}`);
const argument = (text: string) => `{"kind":"task","id":"n1","task":"ident","args":[${text}]}`;

describe("a workflow", () => {
  it.each<[name: string, root: unknown, code: string, message: string]>([
    [
      "of an unknown task",
      call("idents"),
      "TASK_UNKNOWN",
      'Task "n1" (idents): no task is registered as "idents". Did you mean "ident"? Correct the name, or start a worker that offers it.',
    ],
    [
      "with too many arguments",
      call("add", 1, 2, 3),
      "ARGUMENTS_TOO_MANY",
      'Task "n1" (add): The task takes 2 arguments (x, y), but 3 are given by position. Remove 1.',
    ],
    [
      "with a missing argument",
      call("add", 1),
      "ARGUMENT_MISSING",
      'Task "n1" (add): The parameter "y" is missing and has no default. Give it a value.',
    ],
    [
      "with an argument given twice",
      { ...call("add", 1), kwargs: { x: 1, y: 2 } },
      "ARGUMENT_TWICE",
      'Task "n1" (add): The parameter "x" is given twice: by position and by name. Remove one of the two.',
    ],
    [
      "with an argument of the wrong type",
      call("add", 1, "2"),
      "ARGUMENT_TYPE",
      'Task "n1" (add): the value of the parameter "y" does not fit: expected number, received string. Correct it.',
    ],
    [
      "of a kind that is none",
      { kind: "loop", id: "n1" },
      "DOCUMENT_INVALID",
      'Loop "n1": "kind" is none of task, chain, group, chord, tree, map. Correct it.',
    ],
    [
      "of a kind that every object has",
      { kind: "constructor", id: "n1" },
      "DOCUMENT_INVALID",
      'Constructor "n1": "kind" is none of task, chain, group, chord, tree, map. Correct it.',
    ],
    [
      "that names a node in place of a node",
      { ...chain("n1"), id: "n1" },
      "DOCUMENT_INVALID",
      'Node: a node is an object with a "kind". Give one, or remove this.',
    ],
    [
      "that refers to itself",
      { ...chain({ $ref: "#/root" }), id: "n1" },
      "DOCUMENT_INVALID",
      'Node: "kind" is none of task, chain, group, chord, tree, map. Correct it.',
    ],
    [
      "with an id twice",
      group(call("ident"), { ...call("ident"), onFailure: [call("ident")] }),
      "ID_DUPLICATE",
      'Task "n1" (ident): the id "n1" already belongs to the node at root.children.0. Give one of them another id.',
    ],
    [
      "with an empty chain",
      { ...chain(), id: "n1" },
      "CHAIN_EMPTY",
      'Chain "n1": it has no children. Put a node in, or remove it.',
    ],
    [
      "with half a character in a label",
      { ...call("ident"), label: "Fee \ud83d" },
      "DOCUMENT_INVALID",
      'Task "Fee \\ud83d" (ident): "label" is not valid: expected text without broken characters. Correct it or leave it out.',
    ],
    [
      "with arguments of one byte more than 1 MiB",
      call("ident", "x".repeat(MIB - 3)),
      "LIMIT_ARGUMENTS",
      'Task "n1" (ident): its arguments have 1048577 bytes, over the limit of 1048576 bytes a signature (LIMIT_ARGUMENTS_BYTES). Pass large data by reference.',
    ],
    [
      "with arguments of 10 MB",
      call("ident", "x".repeat(10_000_000)),
      "LIMIT_ARGUMENTS",
      'Task "n1" (ident): its arguments have 9.54 MiB, over the limit of 1 MiB a signature (LIMIT_ARGUMENTS_BYTES). Pass large data by reference.',
    ],
    [
      "with 100,001 nodes",
      group(...many(99_999, { kind: "task", task: "ident" }), call("ident")),
      "LIMIT_NODES",
      'Task "n1" (ident): with this node the workflow has more than 100000 nodes (LIMIT_NODES). Split it, or let a map or a task make nodes while it runs.',
    ],
    [
      "with a map over 1,000,000 items",
      { kind: "map", id: "n1", over: many(1_000_000, 0), body: { kind: "task", task: "ident" } },
      "LIMIT_NODES",
      'Map "n1": "over" makes 1000000 copies, and a run may have 100000 nodes (LIMIT_NODES). Raise "chunkSize", or split the list.',
    ],
    [
      "with an argument of 1,000,000 items",
      call("ident", many(1_000_000, 0)),
      "LIMIT_ARGUMENTS",
      'Task "n1" (ident): its arguments have 1.91 MiB, over the limit of 1 MiB a signature (LIMIT_ARGUMENTS_BYTES). Pass large data by reference.',
    ],
    [
      "that is larger than 16 MiB",
      group(
        ...many(16, { kind: "task", task: "ident", args: ["x".repeat(MIB - 100)] }),
        call("ident", "x".repeat(2000)),
      ),
      "LIMIT_WORKFLOW",
      'Task "n1" (ident): here the workflow grows over its limit of 16 MiB (LIMIT_WORKFLOW_BYTES). Split it, or pass large data by reference.',
    ],
  ])("%s is refused as such, and named", async (_, root, code, message) => {
    const refusal = await refused(() => submit({ root }));
    expect(refusal).toMatchObject({ status: 400, code: "BAD_REQUEST", reason: "WORKFLOW_INVALID" });
    const problem = refusal.problems.find((each) => each.message === message);
    expect(problem, JSON.stringify(refusal.problems.slice(0, 3))).toMatchObject({ code });
    expect(refusal.message).toContain(problem?.message);
    if (problem?.message.includes('"n1"')) expect(problem.nodeId).toBe("n1");
    const { problems } = await dataOf<{ problems: unknown[] }>(
      post("workflows.validate", { workflow: { root } }),
    );
    expect(problems).toEqual(refusal.problems);
  });

  it.each<[name: string, root: string, code: string, message: RegExp]>([
    ["101 levels deep", nested(101, argument("1")), "LIMIT_DEPTH", /^Task "n1" .* 100 levels/],
    ["10,000 levels deep", nested(10_000, argument("1")), "LIMIT_DEPTH", /deeper than 100 levels/],
    ["with a value 10,000 levels deep", argument(lists(10_000)), "LIMIT_DEPTH", /500 levels/],
    ["with a value 100,000 levels deep", argument(lists(100_000)), "LIMIT_DEPTH", /500 levels/],
    ["with a number too large", argument("1e400"), "DOCUMENT_INVALID", /Infinity is not JSON/],
    [
      "with signatures inside each other, 1,000 deep",
      `${'{"kind":"task","task":"ident","args":[{"$signature":'.repeat(1000)}1${"}]}".repeat(1000)}`,
      "LIMIT_DEPTH",
      /levels/,
    ],
    [
      "with the key __proto__ in a node",
      '{"kind":"task","id":"n1","task":"ident","__proto__":{"args":[1]}}',
      "DOCUMENT_INVALID",
      /^Task "n1" \(ident\): "__proto__" is not a key of a task\. Remove it/,
    ],
    [
      "with the key __proto__ in options",
      '{"kind":"task","id":"n1","task":"ident","options":{"__proto__":{"attempts":9}}}',
      "DOCUMENT_INVALID",
      /"__proto__" is not a key of "options"/,
    ],
    [
      "whose node is inside __proto__",
      '{"__proto__":{"kind":"task","task":"ident"}}',
      "DOCUMENT_INVALID",
      /"kind" is none of/,
    ],
    [
      "with arguments named __proto__",
      '{"kind":"task","id":"n1","task":"ident","kwargs":{"__proto__":{"polluted":1}}}',
      "ARGUMENT_UNKNOWN",
      /There is no parameter "__proto__"/,
    ],
    [
      "with arguments named as what every object has",
      '{"kind":"task","id":"n1","task":"ident","kwargs":{"constructor":{"prototype":{"polluted":1}},"toString":1}}',
      "ARGUMENT_UNKNOWN",
      /There is no parameter "constructor"/,
    ],
  ])("%s is refused as such", async (_, root, code, message) => {
    const refusal = await refused(() => submitText(root));
    expect(refusal).toMatchObject({ status: 400, reason: "WORKFLOW_INVALID" });
    expect(refusal.problems).toContainEqual(
      expect.objectContaining({ code, message: expect.stringMatching(message) as unknown }),
    );
    // Of a place a hundred levels deep only the ends are said.
    expect(refusal.message.length).toBeLessThan(500);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it.each(["0:", "../", "{x}", "\0", "💥", "a b", "", "\ud800", "x".repeat(65)])(
    "with a node of the id %j is refused",
    async (id) => {
      const { problems } = await refused(() => submit({ root: { ...call("ident"), id } }));
      expect(problems).toMatchObject([{ code: "ID_INVALID", path: "root.id" }]);
    },
  );
});

describe("a run id", () => {
  const workflow = { root: call("ident", 1) };

  it.each(["0:", "../", "{x}", "\0", "💥", "a b", "\ud800", "x".repeat(65)])(
    "%j is refused, and no run is found by it",
    async (runId) => {
      const refusal = await refused(() => post("runs.submit", { workflow, runId }));
      expect(refusal).toMatchObject({ status: 400, reason: "ID_INVALID" });
      expect(refusal.message).toContain('Use 1 to 64 letters, digits, "-" or "_".');
      for (const procedure of ["runs.revoke", "runs.pause", "runs.resume", "runs.remove"])
        expect(await refused(() => post(procedure, { runId }))).toMatchObject({ status: 404 });
      expect(await refused(() => get("runs.get", { runId }))).toMatchObject({ status: 404 });
    },
  );

  it.each([5, null, {}, ["a"], "", "x".repeat(300)])("%j is refused", async (runId) => {
    const refusal = await refused(() => post("runs.submit", { workflow, runId }));
    expect(refusal).toMatchObject({ status: 400, code: "BAD_REQUEST" });
    expect(refusal.message).toMatch(/^The input does not fit\. runId: /);
  });

  it.each(["wait", "meta", "0", "__proto__", "constructor", "toString"])(
    "%s is one like any other",
    async (runId) => {
      await dataOf(post("runs.submit", { workflow: { root: call("ident", runId) }, runId }));
      expect(await settled(runId)).toMatchObject({ run: { runId, state: "succeeded" } });
    },
  );
});

describe("a body", () => {
  const bytes = (...parts: (string | number[])[]) =>
    Buffer.concat(parts.map((part) => Buffer.from(part as string)));
  const head = '{"runId":"never","workflow":{"root":{"kind":"task","task":"ident","args":["';
  const tail = '"]}}}';

  it.each<[string, Uint8Array | string, RegExp]>([
    ["that is not UTF-8", bytes(head, [0xff, 0xfe], tail), /^The body is not UTF-8 text/],
    ["with an overlong slash", bytes(head, [0xc0, 0xaf], tail), /^The body is not UTF-8 text/],
    ["with half a character", bytes(head, [0xed, 0xa0, 0x80], tail), /not UTF-8/],
    ["cut within a character", bytes(head, [0xf0, 0x9f]), /not UTF-8/],
    ["in UTF-16", Buffer.from(head + tail, "utf16le"), /^The input is not JSON: /],
    ["that ends too early", head, /^The input is not JSON: .* send it again\.$/],
    ["with NaN", `{"workflow":{"root":NaN}}`, /^The input is not JSON: /],
    ["with Infinity", `{"workflow":{"root":-Infinity}}`, /^The input is not JSON: /],
    ["that is empty", "", /input: It is missing/],
    ["that is null", "null", /input: Invalid input: expected object, received null/],
    ["that is a list", "[]", /expected object, received array/],
    ["without a workflow", "{}", /^The input does not fit\. workflow: It is missing\.$/],
    [
      "with its input inside __proto__",
      `{"__proto__":${head}${tail}}`,
      /^The input does not fit\. input: Unrecognized key: "__proto__"; workflow: It is missing\.$/,
    ],
  ])("%s is refused", async (_, body, message) => {
    const refusal = await refused(() => post("runs.submit", body));
    expect(refusal.status).toBe(400);
    expect(refusal.message).toMatch(message);
  });

  it("of more than a workflow may have is refused before it is read", async () => {
    const refusal = await refused(() => submit({ root: call("ident", "x".repeat(18 * MIB)) }));
    expect(refusal.status).toBe(413);
    expect(refusal.message).toContain("LIMIT_WORKFLOW_BYTES");
  });

  it("may begin with a byte order mark", async () => {
    const body = bytes([0xef, 0xbb, 0xbf], head.replace("never", "bom"), tail);
    expect(await dataOf(post("runs.submit", body))).toEqual({ runId: "bom" });
  });

  it("with keys twice counts as its last ones, which are what is checked and run", async () => {
    const twice =
      '{"runId":"twice","workflow":{"root":{"kind":"task","task":"nope","task":"ident","args":[1],"args":[2]}}}';
    await dataOf(post("runs.submit", twice));
    await settled("twice");
    expect(await dataOf(get("runs.result", { runId: "twice" }))).toMatchObject({ value: 2 });
    const { problems } = await refused(() =>
      submitText('{"kind":"task","task":"ident","task":"nope"}'),
    );
    expect(problems).toMatchObject([{ code: "TASK_UNKNOWN" }]);
  });

  it("keeps every key and every text that is data", async () => {
    const text =
      '[{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":2},"\\ud800","\\u0000💥</script>",0,9007199254740991]';
    const workflow = `{"root":{"kind":"task","task":"ident","args":[${text}]}}`;
    await dataOf(post("runs.submit", `{"runId":"data","workflow":${workflow}}`));
    await settled("data");
    const { value } = await dataOf<{ value: unknown }>(get("runs.result", { runId: "data" }));
    expect(JSON.stringify(value)).toBe(text);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe("a request", () => {
  it("with 2,000 calls is refused", async () => {
    const calls = (name: string) => `${many(2000, name).join(",")}?batch=1`;
    const refusal = await refused(() => post(calls("a"), "{}"));
    expect(refusal).toMatchObject({
      status: 400,
      message: "The request holds 2000 calls; at most 20 go into one. Send them in several.",
    });
    expect(await refused(() => post(calls("runs.pause"), "{}"))).toMatchObject({ status: 414 });
  });

  it("with an address of 1 MB is refused", async () => {
    const url = `${BASE}/runs.get?input=${"x".repeat(1_000_000)}`;
    const request = new Request(url, { headers: { host: new URL(BASE).host } });
    expect(await refused(() => handleApi(request))).toMatchObject({ status: 414 });
  });

  it.each(["runs.nothing", "__proto__", "constructor", "__proto__.toString", "runs.__proto__"])(
    "for the procedure %s is refused",
    async (procedure) => {
      expect(await refused(() => post(procedure, {}))).toMatchObject({ status: 404 });
    },
  );
});

describe("a retry with other arguments", () => {
  const runId = "failed";

  beforeAll(async () => {
    const root = chain(
      call("ident", 5),
      { ...call("fail"), id: "f" },
      { ...call("add", 1), id: "z" },
    );
    await dataOf(post("runs.submit", { workflow: { root }, runId }));
    await settled(runId);
  });

  const retry = (edited: string, nodeId = "f") =>
    post("runs.retry", `{"runId":"${runId}","nodeId":"${nodeId}","scope":"node",${edited}}`);

  it.each<[name: string, edited: string, code: string, message: RegExp]>([
    ["too many", '"args":[1]', "ARGUMENTS_TOO_MANY", /^Task "f" \(fail\): .* remove 1/],
    ["a number too large", '"kwargs":{"x":1e400}', "DOCUMENT_INVALID", /Infinity is not JSON/],
    ["10,000 levels", `"args":[${lists(10_000)}]`, "LIMIT_DEPTH", /deeper than 500 levels/],
    ["2 MiB", `"args":["${"x".repeat(2 * MIB)}"]`, "LIMIT_ARGUMENTS", /LIMIT_ARGUMENTS_BYTES/],
    ["the name __proto__", '"kwargs":{"__proto__":1}', "ARGUMENT_UNKNOWN", /"__proto__"/],
    ["one that is received", '"kwargs":{"before":1}', "ARGUMENT_TWICE", /"before" is given twice/],
    [
      "a signature that is none",
      '"kwargs":{"x":{"$signature":{"kind":"loop"}}}',
      "DOCUMENT_INVALID",
      /"kind" is none of/,
    ],
  ])("is refused for %s, and the run stays as it is", async (_, edited, code, message) => {
    const refusal = await refused(() => retry(edited));
    expect(refusal).toMatchObject({ status: 400, reason: "ARGUMENTS_INVALID" });
    expect(refusal.problems).toContainEqual(
      expect.objectContaining({
        code,
        nodeId: "f",
        message: expect.stringMatching(message) as unknown,
      }),
    );
    expect(refusal.message.length).toBeLessThan(500);
  });

  it("is refused for literals of the wrong type, with the place", async () => {
    const refusal = await refused(() => retry('"args":["4"]', "z"));
    expect(refusal.problems).toMatchObject([{ code: "ARGUMENT_TYPE", path: "args.0" }]);
  });
});

describe("a run that is under way", () => {
  it("has not noticed any of it", async () => {
    server.gate("way").open();
    const { run } = await settled(BYSTANDER);
    expect(run).toMatchObject({ state: "succeeded", counts: { succeeded: 2 } });
    const answer = await dataOf(get("runs.result", { runId: BYSTANDER }));
    expect(answer).toMatchObject({ ready: true, value: 8 });
    const node = await dataOf(get("runs.node", { runId: BYSTANDER, nodeId: "g" }));
    expect(node).toMatchObject({ history: [] });
  });
});

async function settled(runId: string): Promise<RunSnapshot> {
  for (;;) {
    const snapshot = await dataOf<RunSnapshot>(get("runs.get", { runId }));
    if (snapshot.run.settled) return snapshot;
  }
}
