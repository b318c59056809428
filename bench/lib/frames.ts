/**
 * Frames of a page under a gesture. The gesture makes one event in each frame, from inside the page, so
 * that every frame has work to do; what is measured is the time from frame to frame as the page sees it.
 */
import type { Browser, Page } from "@playwright/test";

export type Gesture = "pan" | "zoom";

/** Milliseconds between frames while the pane is dragged, or zoomed in and out around its middle. */
export function framesOf(page: Page, gesture: Gesture, count = 120): Promise<number[]> {
  return page.evaluate(
    async ({ gesture, count }) => {
      const pane = document.querySelector(".react-flow__pane");
      if (pane === null) throw new Error("There is no drawing on this page");
      const { left, top, width, height } = pane.getBoundingClientRect();
      const middle = { x: left + width / 2, y: top + height / 2 };
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      const mouse = (type: string, x: number, y: number) =>
        new MouseEvent(type, {
          bubbles: true,
          cancelable: true,
          view: window,
          button: 0,
          buttons: type === "mouseup" ? 0 : 1,
          clientX: x,
          clientY: y,
        });
      const steps = {
        pan(index: number) {
          const turn = (index / count) * 4 * Math.PI;
          const x = middle.x + Math.sin(turn) * 300;
          window.dispatchEvent(mouse("mousemove", x, middle.y + Math.sin(turn * 2) * 200));
        },
        zoom(index: number) {
          const deltaY = Math.floor(index / (count / 4)) % 2 === 0 ? -8 : 8;
          const at = { clientX: middle.x, clientY: middle.y };
          const wheel = { bubbles: true, cancelable: true, ctrlKey: true, deltaY, ...at };
          pane.dispatchEvent(new WheelEvent("wheel", wheel));
        },
      };
      if (gesture === "pan") pane.dispatchEvent(mouse("mousedown", middle.x, middle.y));
      const gaps: number[] = [];
      let last = await frame();
      for (let index = 0; index < count; index++) {
        steps[gesture](index);
        const now = await frame();
        gaps.push(now - last);
        last = now;
      }
      if (gesture === "pan") window.dispatchEvent(mouse("mouseup", middle.x, middle.y));
      return gaps;
    },
    { gesture, count },
  );
}

/** Milliseconds between frames while `act` goes on outside of the page. */
export async function framesDuring(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const gaps: number[] = [];
    let last = performance.now();
    let isOn = true;
    const next = (now: number) => {
      gaps.push(now - last);
      last = now;
      if (isOn) requestAnimationFrame(next);
    };
    requestAnimationFrame((now) => {
      last = now;
      requestAnimationFrame(next);
    });
    Object.assign(window, {
      endOfFrames: () => {
        isOn = false;
        return gaps;
      },
    });
  });
  await act();
  return page.evaluate(() => (window as unknown as { endOfFrames: () => number[] }).endOfFrames());
}

/** A page of its own. What tsx compiles names its functions by a helper, which a page does not have. */
export async function openPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript("globalThis.__name ??= (named) => named");
  return context.newPage();
}

/** Milliseconds from the navigation until `selector` is drawn and the page had a frame to paint it. */
export async function openingOf(page: Page, address: string, selector: string): Promise<number> {
  await page.goto(address, { waitUntil: "commit" });
  await page.locator(selector).first().waitFor({ state: "attached" });
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
      }),
  );
}

/** Zooms in until nodes can be read. */
export async function comeNear(page: Page): Promise<void> {
  const scale = () =>
    page
      .locator(".react-flow__viewport")
      .evaluate((viewport) => new DOMMatrix(getComputedStyle(viewport).transform).a);
  while ((await scale()) < 0.6) {
    await page.locator(".react-flow__pane").hover({ position: { x: 300, y: 300 }, force: true });
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -100);
    await page.keyboard.up("Control");
    await page.waitForTimeout(60);
  }
  await page.waitForTimeout(300);
}
