import { metrics } from "@/server/metrics/route";

export const dynamic = "force-dynamic";

export { metrics as GET };
