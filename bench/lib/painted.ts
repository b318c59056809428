/**
 * When what succeeded was first seen on a page. Nodes tell by their attribute, cells and far boxes by the
 * colour they are filled with on a canvas; the moment noted is the beginning of the frame after, when the
 * one that showed it has been painted.
 */
import type { Page } from "@playwright/test";

export interface Painted {
  /** By node id: milliseconds since 1970. */
  nodes: { [id: string]: number };
  /** By the corner of a box on a canvas, `x,y` in its own pixels. */
  corners: { [corner: string]: number };
}

/** To be called before the page is opened. */
export async function watchPainted(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const painted: Painted = { nodes: {}, corners: {} };
    const fresh: { of: { [key: string]: number }; key: string }[] = [];
    const note = (of: { [key: string]: number }, key: string) => {
      if (of[key] !== undefined) return;
      of[key] = 0;
      if (fresh.length === 0) requestAnimationFrame(stamp);
      fresh.push({ of, key });
    };
    const stamp = () => {
      const now = Date.now();
      for (const { of, key } of fresh.splice(0)) of[key] = now;
    };
    const look = (records: MutationRecord[]) => {
      for (const { target } of records) {
        if (!(target instanceof HTMLElement) || target.dataset["state"] !== "succeeded") continue;
        const id = target.dataset["nodeId"];
        if (id !== undefined) note(painted.nodes, id);
      }
    };
    new MutationObserver(look).observe(document, {
      subtree: true,
      attributeFilter: ["data-state"],
    });
    let green: string | null = null;
    const colour = (context: CanvasRenderingContext2D) => {
      if (green !== null) return green;
      const probe = document.createElement("span");
      probe.className = "state-succeeded";
      probe.style.color = "var(--state)";
      document.body.append(probe);
      const before = context.fillStyle;
      context.fillStyle = getComputedStyle(probe).color;
      green = String(context.fillStyle);
      context.fillStyle = before;
      probe.remove();
      return green;
    };
    const { prototype } = CanvasRenderingContext2D;
    // Called on the context that it was asked of.
    // oxlint-disable-next-line typescript/unbound-method
    const fillRect = prototype.fillRect;
    prototype.fillRect = function (x, y, width, height) {
      if (this.fillStyle === colour(this)) note(painted.corners, `${x},${y}`);
      fillRect.call(this, x, y, width, height);
    };
    Object.assign(window, { painted });
  });
}

/** What was seen so far. */
export function paintedOn(page: Page): Promise<Painted> {
  return page.evaluate(() => (window as unknown as { painted: Painted }).painted);
}
