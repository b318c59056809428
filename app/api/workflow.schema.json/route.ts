import { workflowSchema } from "@/server/workflow-schema";

// Made once, when the app is built.
export const dynamic = "force-static";

export { workflowSchema as GET };
