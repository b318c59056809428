import fc from "fast-check";
import { expect, it } from "vitest";
import { readMoment, writeMoment } from "./moment-text";

it("reads what it writes", () => {
  const moment = fc.record({ sinceMs: fc.nat(), seq: fc.nat() }, { requiredKeys: ["sinceMs"] });
  fc.assert(
    fc.property(moment, (each) => {
      expect({ ...readMoment(writeMoment(each)) }).toEqual({ ...each });
    }),
  );
});

it("leaves out the number of an event that only stands for one", () => {
  expect(writeMoment({ sinceMs: 12.4, seq: 3.5 })).toBe("12");
});

it.each([null, "", "now", "-5", "5-", "1e3", "5-6-7", "99999999999999999"])(
  "takes %s for no moment",
  (text) => expect(readMoment(text)).toBeNull(),
);
