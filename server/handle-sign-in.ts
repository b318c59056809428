import "server-only";
import { Refusal } from "./access/refusal";
import { signIn } from "./access/sign-in";
import { serverEnv } from "./env";

/** The form of the sign-in page. */
export async function handleSignIn(request: Request): Promise<Response> {
  try {
    return await signIn(request, serverEnv().access);
  } catch (error) {
    if (error instanceof Refusal) return error.toResponse();
    throw error;
  }
}
