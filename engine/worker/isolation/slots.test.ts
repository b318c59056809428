import { expect, it } from "vitest";
import { Slots } from "./slots";

const never = () => new AbortController().signal;

it("lets in as many as there are, then one for each that leaves, in their order", async () => {
  const slots = new Slots(1);
  const order: string[] = [];
  expect(await slots.take(never())).toBe(true);
  const waiting = ["a", "b"].map((name) =>
    slots.take(never()).then(() => {
      order.push(name);
      slots.release();
    }),
  );
  expect(order).toEqual([]);
  slots.release();
  await Promise.all(waiting);
  expect(order).toEqual(["a", "b"]);
  expect(await slots.take(never())).toBe(true);
});

it("sends away who gives up, and keeps no place for them", async () => {
  const slots = new Slots(1);
  await slots.take(never());
  const controller = new AbortController();
  const given = slots.take(controller.signal);
  controller.abort();
  expect(await given).toBe(false);
  expect(await slots.take(controller.signal)).toBe(false);
  slots.release();
  expect(await slots.take(never())).toBe(true);
});
