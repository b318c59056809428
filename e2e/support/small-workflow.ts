/** The workflow that gestures and keys are tried on: a task, two at the same time, a task. */
import { expect } from "@playwright/test";
import type { EditorPage } from "../pages/EditorPage";

/** Its outline as it is opened. */
export const START = ["all, chain", " fetch", " pages, group", "  resize", "  ocr", " publish"];

/** @param own what each of the four tasks has besides its id, label and task */
export async function openSmallWorkflow(editor: EditorPage, own: object = {}): Promise<void> {
  const echo = (id: string) => ({ kind: "task", id, label: id, task: "flow.echo", ...own });
  const pages = [echo("resize"), echo("ocr")];
  const group = { kind: "group", id: "pages", name: "pages", children: pages };
  const children = [echo("fetch"), group, echo("publish")];
  await editor.goto();
  await editor.paste({
    version: 1,
    name: "Small",
    root: { kind: "chain", id: "all", name: "all", children },
  });
  await editor.expectOutline(START);
  await expect(editor.handle("publish")).toBeVisible();
}
