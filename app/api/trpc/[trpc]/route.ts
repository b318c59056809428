import { handleApi } from "@/server/handle-api";

export const dynamic = "force-dynamic";
/** Seconds; platforms with a limit of their own read it. */
export const maxDuration = 3600;

export { handleApi as GET, handleApi as POST };
