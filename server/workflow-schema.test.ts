import { describe, expect, it } from "vitest";
import { workflowJsonSchema } from "@/core/workflow-json-schema";
import { workflowSchema } from "./workflow-schema";

describe("workflowSchema", () => {
  it("serves the schema as what it is, to be kept for a while", async () => {
    const response = workflowSchema();
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/schema+json");
    expect(response.headers.get("cache-control")).toMatch(/^public, max-age=\d+$/);
    expect(await response.json()).toEqual(workflowJsonSchema());
  });
});
