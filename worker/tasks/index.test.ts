import { describe, expect, it } from "vitest";
import { builtInTasks } from "./index";

describe("builtInTasks", () => {
  it("offers the example tasks under their names, with parameters in declared order", () => {
    const offered = builtInTasks({ filesRoot: "." }).map(({ info }) => [
      info.name,
      ...Object.keys((info.params as { properties: object }).properties),
    ]);
    expect(offered).toEqual([
      ["math.add", "x", "y"],
      ["math.mul", "x", "y"],
      ["math.sum", "numbers"],
      ["text.upper", "text"],
      ["text.join", "parts", "separator"],
      ["time.sleep", "ms", "value"],
      ["flow.fail", "message", "times"],
      ["flow.countdown", "n"],
      ["flow.spawn", "count"],
      ["flow.progress", "steps", "ms"],
      ["flow.echo", "value"],
      ["flow.chain", "signatures"],
      ["flow.stop", "reason"],
      ["files.list", "pattern"],
      ["files.wordCount", "path"],
      ["files.report", "counts", "title"],
    ]);
  });
});
