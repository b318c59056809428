import { workflowJsonSchema } from "@/core/workflow-json-schema";

/**
 * The JSON Schema of workflow documents, for editors and programs. For everybody: an editor that fetches it
 * has no token, and it says nothing of this server.
 */
export function workflowSchema(): Response {
  return new Response(JSON.stringify(workflowJsonSchema(), null, 2), {
    headers: {
      "content-type": "application/schema+json",
      "cache-control": "public, max-age=3600",
    },
  });
}
