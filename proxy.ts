import { NextResponse, type NextRequest } from "next/server";
import { guardPage } from "@/server/access/guard-page";
import { serverEnv } from "@/server/env";

/** Pages are for whoever may come in; all others are asked for the token. The API guards itself. */
export function proxy(request: NextRequest): Response {
  return guardPage(request, serverEnv().access) ?? NextResponse.next();
}

export const config = {
  // Neither /metrics, which guards itself, nor the API: Next would hold each of its bodies in memory for us, and we look at none.
  matcher: ["/((?!api/|_next/static/|metrics$).*)"],
};
