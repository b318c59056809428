import { handleSignIn } from "@/server/handle-sign-in";

export const dynamic = "force-dynamic";

export { handleSignIn as POST };
