/** The shapes that the API answers with. */
import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/routers/_app";

type Outputs = inferRouterOutputs<AppRouter>;

export type NodeDetails = Outputs["runs"]["node"];
export type ReceivedFrom = NonNullable<NodeDetails["receivedFrom"]>;
export type AttemptRecord = NodeDetails["history"][number];
export type LogLine = Outputs["logs"]["tail"]["lines"][number];
export type SavedTemplate = Outputs["templates"]["list"][number];
