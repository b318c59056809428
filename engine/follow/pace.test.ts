import { describe, expect, it } from "vitest";
import { Pace } from "./pace";

const immediate = () => new Promise((resolve) => setImmediate(resolve));

/** A pace whose clock stands still unless it is moved. */
function setUp() {
  let now = 1_000;
  const pace = new Pace(() => now);
  return {
    pace,
    pass: (ms: number) => (now += ms),
    async tell(ms: number) {
      pace.begin();
      now += ms;
      await immediate();
    },
  };
}

describe("Pace", () => {
  it("gathers for a frame or two where telling takes no time", async () => {
    const { pace, tell } = setUp();
    expect(pace.gatherMs).toBe(33);
    await tell(1);
    expect(pace).toMatchObject({ gatherMs: 33, restMs: 2 });
  });

  it("rests twice as long as telling took", async () => {
    const { pace, pass, tell } = setUp();
    await tell(40);
    expect(pace).toMatchObject({ gatherMs: 80, restMs: 80 });
    pass(60);
    expect(pace).toMatchObject({ gatherMs: 33, restMs: 20 });
    pass(100);
    expect(pace.restMs).toBe(0);
  });

  it("never rests for longer than anybody would feel", async () => {
    const { pace, tell } = setUp();
    await tell(5_000);
    expect(pace.gatherMs).toBe(150);
  });

  it("counts what is told at once to several as one", async () => {
    const { pace, pass } = setUp();
    pace.begin();
    pass(10);
    pace.begin();
    pass(10);
    await immediate();
    expect(pace.restMs).toBe(40);
  });

  it("does not begin anew while it is still telling", () => {
    const { pace, pass } = setUp();
    pace.begin();
    pass(500);
    expect(pace.restMs).toBe(33);
  });
});
