import { health } from "@/server/health";

export const dynamic = "force-dynamic";

export { health as GET };
