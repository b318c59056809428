/** Every shape of parameter has a field, and what is typed there is what the task receives. */
import type { Json } from "@/core/node";
import { expect, test, type Api } from "./fixtures";
import { EditorPage } from "./pages/EditorPage";

/** Adds a task of testing/form-tasks.ts and looks at it. */
async function open(editor: EditorPage, name: string): Promise<void> {
  // The tab keeps the draft of the task before.
  if (editor.page.url() !== "about:blank") await editor.page.evaluate(() => sessionStorage.clear());
  await editor.goto();
  await editor.page.getByRole("button", { name: "Add the first task" }).click();
  await editor.pick(`form.${name}`);
  await editor.select(editor.node(`form.${name}`));
  await expect(editor.inspector.getByRole("region", { name: "Arguments" })).toBeVisible();
}

/** What the task received. */
async function received(editor: EditorPage, api: Api): Promise<Json | undefined> {
  await editor.run();
  const runId = new URL(editor.page.url()).pathname.split("/").at(-1) ?? "";
  return (await api.resultOf(runId)).value;
}

test("texts and formats are typed in their fields, with errors beside them", async ({
  page,
  api,
}) => {
  const editor = new EditorPage(page);
  await open(editor, "texts");
  const { inspector } = editor;
  await expect(inspector.getByText("Any text at all.")).toBeVisible();
  await expect(editor.field("byDefault")).toHaveAttribute("placeholder", "as it is");
  await editor.fill({ plain: "two\nlines", short: "a", pattern: "ABC", long: "x" });
  await expect(editor.field("short")).toHaveAccessibleDescription(/At least 2 characters/);
  await expect(editor.field("pattern")).toHaveAccessibleDescription(/Does not match/);
  await editor.fill({ short: "abc", pattern: "abc" });
  await expect(editor.field("short")).toHaveAttribute("aria-invalid", "false");
  expect(await received(editor, api)).toEqual({
    plain: "two\nlines",
    short: "abc",
    pattern: "abc",
    long: "x",
    byDefault: "as it is",
  });

  await open(editor, "texts");
  await editor.fill({ short: "abc", pattern: "abc", long: "x" });
  await editor.field("plain").focus();
  await inspector.getByRole("button", { name: "Give plain an empty text" }).click();
  await expect(editor.field("plain")).toHaveAttribute("placeholder", "an empty text");
  await expect(inspector.getByRole("button", { name: /^Give (short|pattern) / })).toHaveCount(0);
  expect(await received(editor, api)).toMatchObject({ plain: "", short: "abc" });

  await open(editor, "formats");
  await editor.fill({ day: "2026-12-01", clock: "08:30:00", email: "ada" });
  await expect(editor.field("email")).toHaveAccessibleDescription(/Needs an e-mail address/);
  await editor.fill({
    email: "ada@example.org",
    address: "https://example.org",
    uuid: "123e4567-e89b-42d3-a456-426614174000",
    moment: "2026-12-01T08:00:00",
  });
  await expect(editor.field("moment")).toHaveAccessibleDescription(/Local time/);
  const moment = await page.evaluate(() => new Date("2026-12-01T08:00:00").toISOString());
  expect(await received(editor, api)).toEqual({
    day: "2026-12-01",
    moment: moment.replace(".000Z", "Z"),
    clock: "08:30:00",
    email: "ada@example.org",
    address: "https://example.org",
    uuid: "123e4567-e89b-42d3-a456-426614174000",
  });
});

test("a number that is half typed is kept, also while another node is looked at", async ({
  page,
  api,
}) => {
  const editor = new EditorPage(page);
  await open(editor, "numbers");
  await editor.fill({ any: "1", bounded: "2", whole: "1.5" });
  await expect(editor.field("bounded")).toHaveAccessibleDescription(/At most 1\./);
  await expect(editor.field("whole")).toHaveAttribute("aria-invalid", "true");
  await editor.fill({ any: "1e" });
  await expect(editor.field("any")).toHaveAccessibleDescription(/This is no number yet/);

  await editor.node("form.numbers").hover();
  await editor.slot("Then, after numbers").click();
  await editor.pick("flow.echo");
  await editor.select(editor.node("form.numbers"));
  await expect(editor.field("any")).toHaveValue("1e");
  await editor.fill({ any: "1e2", bounded: "0.25", whole: "3" });
  expect(await received(editor, api)).toEqual({
    any: 100,
    bounded: 0.25,
    whole: 3,
    byDefault: 7,
  });
});

test("choices, constants and what may be null are picked", async ({ page, api }) => {
  const editor = new EditorPage(page);
  await open(editor, "choices");
  await editor.field("yes").check();
  await editor.field("on").uncheck();
  await editor.field("colour").selectOption("green");
  await editor.field("level").selectOption("2");
  await editor.field("always").selectOption("this");
  await editor.field("nothing").selectOption("null");
  expect(await received(editor, api)).toEqual({
    yes: true,
    on: false,
    colour: "green",
    level: 2,
    always: "this",
    nothing: null,
    byDefault: "fast",
  });

  await open(editor, "nullable");
  await editor.field("text is null").check();
  await editor.field("count is null").uncheck();
  await editor.fill({ count: "4" });
  await editor.inspector.getByRole("button", { name: "Add place" }).click();
  await editor.fill({ city: "Ulm" });
  expect(await received(editor, api)).toEqual({ text: null, count: 4, place: { city: "Ulm" } });
});

test("objects, lists and tuples have fields for their parts", async ({ page, api }) => {
  const editor = new EditorPage(page);
  await open(editor, "objects");
  const address = editor.inspector.getByRole("group", { name: "address" });
  await expect(address.getByText("With its number.")).toBeVisible();
  await address.getByLabel("street", { exact: true }).fill("Main 1");
  await address.getByLabel("name", { exact: true }).fill("Ulm");
  await address.getByLabel("code", { exact: true }).fill("0");
  await expect(address.getByLabel("code", { exact: true })).toHaveAccessibleDescription(
    /At least 1\./,
  );
  await address.getByLabel("code", { exact: true }).fill("89");
  const other = editor.inspector.getByRole("group", { name: "open" });
  await other.getByLabel("known", { exact: true }).fill("k");
  await other.getByRole("button", { name: "Add an entry" }).click();
  await other.getByLabel("Name of name1").fill("extra");
  await other.getByLabel("extra", { exact: true }).fill("[1]");
  await editor.fill({ a: "1", b: "2" });
  expect(await received(editor, api)).toEqual({
    address: { street: "Main 1", town: { name: "Ulm", code: 89 } },
    open: { known: "k", extra: [1] },
    both: { a: 1, b: 2 },
  });

  await open(editor, "lists");
  const list = (name: string) => editor.inspector.getByRole("group", { name, exact: true });
  const add = (name: string) => list(name).getByRole("button", { name: "Add an item" }).last();
  await add("words").click();
  await editor.fill({ "words 1": "one" });
  await add("words").click();
  await editor.fill({ "words 2": "two" });
  await list("words").getByRole("button", { name: "Move item 2 up" }).click();
  await add("rows").click();
  await editor.fill({ name: "r", count: "x" });
  await expect(editor.field("count")).toHaveAccessibleDescription(/no number yet/);
  await editor.fill({ count: "5" });
  await list("grid").hover();
  await list("grid").getByRole("button", { name: "grid as JSON" }).click();
  await editor.fill({ grid: "[[1, 2], [3]]" });
  expect(await received(editor, api)).toEqual({
    words: ["two", "one"],
    rows: [{ name: "r", count: 5 }],
    grid: [[1, 2], [3]],
    tags: [],
  });

  await open(editor, "tuples");
  await editor.fill({ "pair 1": "p", "pair 2": "2", "open 1": "o" });
  await list("open").getByRole("button", { name: "Add an item" }).click();
  await editor.fill({ "open 2": "9" });
  expect(await received(editor, api)).toEqual({ pair: ["p", 2], open: ["o", 9] });
});

test("records, unions and what holds itself are filled in", async ({ page, api }) => {
  const editor = new EditorPage(page);
  const part = (name: string) => editor.inspector.getByRole("group", { name, exact: true });
  await open(editor, "records");
  for (const name of ["counts", "byColour", "people"])
    await part(name).getByRole("button", { name: "Add an entry" }).click();
  await part("counts").getByLabel("Name of name1").fill("a");
  await part("counts").getByLabel("a", { exact: true }).fill("1");
  await part("byColour").getByLabel("Name of red").selectOption("green");
  await part("byColour").getByLabel("green", { exact: true }).fill("grass");
  await part("people").getByLabel("Name of name1").fill("Ada");
  await part("people").getByLabel("age", { exact: true }).fill("36");
  expect(await received(editor, api)).toEqual({
    counts: { a: 1 },
    byColour: { green: "grass" },
    people: { Ada: { age: 36 } },
  });

  await open(editor, "unions");
  await editor.field("Kind of either").selectOption("number");
  await editor.fill({ either: "5" });
  await editor.field("Kind of shape").selectOption("circle");
  await editor.fill({ radius: "0" });
  await expect(editor.field("radius")).toHaveAccessibleDescription(/More than 0\./);
  await editor.field("Kind of shape").selectOption("box");
  await editor.fill({ width: "2", height: "3" });
  await editor.inspector.getByRole("button", { name: "Add one" }).click();
  await editor.field("Kind of one").selectOption("object");
  await editor.field("all").check();
  expect(await received(editor, api)).toEqual({
    either: 5,
    shape: { kind: "box", width: 2, height: 3 },
    one: { all: true },
  });

  await open(editor, "recursive");
  await editor.fill({ name: "top" });
  await part("folders").getByRole("button", { name: "Add an item" }).click();
  await part("folders").getByLabel("name", { exact: true }).fill("below");
  expect(await received(editor, api)).toEqual({
    root: { name: "top", folders: [{ name: "below" }] },
  });
});

test("anything is typed as JSON, and a task is given with its arguments", async ({ page, api }) => {
  const editor = new EditorPage(page);
  await open(editor, "anything");
  await editor.fill({ value: '{"a":', json: "[true]" });
  await expect(editor.field("value")).toHaveAccessibleDescription(/no JSON yet/);
  await editor.fill({ value: '{"a": 1}' });
  expect(await received(editor, api)).toEqual({ value: { a: 1 }, json: [true] });

  await open(editor, "signatures");
  await editor.fill({ "Task of task": "math.add" });
  await editor.fill({ x: "1", y: "2" });
  expect(await received(editor, api)).toMatchObject({
    task: { $signature: { kind: "task", task: "math.add", kwargs: { x: 1, y: 2 } } },
    more: [],
  });
});
