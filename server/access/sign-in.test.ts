import { beforeEach, describe, expect, it } from "vitest";
import type { Access } from "../env";
import { authorise, guessLimiter } from "./authorise";
import { PEER_HEADER } from "./peer";
import { signIn } from "./sign-in";

const ACCESS: Access = { host: "0.0.0.0", token: "right-token", origins: [] };
const HOST = "espalier.example";
const PEER = "10.0.0.1";

beforeEach(() => guessLimiter().forget(PEER));

function form(fields: { [name: string]: string }, headers: { [name: string]: string } = {}) {
  return new Request(`http://${HOST}/api/session`, {
    method: "POST",
    headers: {
      host: HOST,
      origin: `http://${HOST}`,
      "content-type": "application/x-www-form-urlencoded",
      [PEER_HEADER]: PEER,
      ...headers,
    },
    body: new URLSearchParams(fields),
  });
}

const bearer = (token: string) =>
  new Headers({ authorization: `Bearer ${token}`, [PEER_HEADER]: PEER });

describe("signIn", () => {
  it("gives a cookie that lets in, hidden from scripts and other sites", async () => {
    const response = await signIn(form({ token: "right-token", next: "/runs" }), ACCESS);
    expect([response.status, response.headers.get("location")]).toEqual([303, "/runs"]);
    const cookie = response.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Strict/);
    expect(cookie).not.toContain("right-token");
    const headers = new Headers({ cookie: `other=1; ${cookie.split(";")[0]}` });
    expect(authorise(headers, ACCESS)).toEqual({ is: "allowed" });
    expect(authorise(headers, { ...ACCESS, token: "changed" })).toEqual({ is: "unknown" });
  });

  it("marks the cookie for TLS only behind TLS", async () => {
    const request = form({ token: "right-token" }, { "x-forwarded-proto": "https" });
    expect((await signIn(request, ACCESS)).headers.get("set-cookie")).toContain("; Secure");
  });

  it("does not lead elsewhere", async () => {
    const request = form({ token: "right-token", next: "//evil.example" });
    expect((await signIn(request, ACCESS)).headers.get("location")).toBe("/");
  });

  it("says when the token is wrong, and gives no cookie", async () => {
    const response = await signIn(form({ token: "wrong", next: "/runs" }), ACCESS);
    expect(response.status).toBe(401);
    expect(response.headers.get("set-cookie")).toBeNull();
    expect(await response.text()).toContain("This is not the token");
  });

  it("slows down guesses, so that even the right one is not heard at once", async () => {
    for (let i = 0; i < 5; i += 1) await signIn(form({ token: `guess ${i}` }), ACCESS);
    const response = await signIn(form({ token: "right-token" }), ACCESS);
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("1");
    expect(authorise(bearer("right-token"), ACCESS).is).toBe("slowed");
  });

  it("refuses forms of other sites, other bodies and large ones", async () => {
    const statusOf = (request: Request) =>
      signIn(request, ACCESS).catch((error: { status: number }) => error.status);
    const token = "right-token";
    expect(await statusOf(form({ token }, { origin: "http://evil.example" }))).toBe(403);
    expect(await statusOf(form({ token }, { "content-type": "text/plain" }))).toBe(415);
    expect(await statusOf(form({ token: "x".repeat(10_000) }))).toBe(413);
  });
});

describe("authorise", () => {
  it("accepts the token as a bearer's, and nothing else", () => {
    expect(authorise(bearer("right-token"), ACCESS)).toEqual({ is: "allowed" });
    expect(authorise(bearer("wrong"), ACCESS)).toEqual({ is: "wrong" });
    expect(authorise(new Headers(), ACCESS)).toEqual({ is: "unknown" });
    expect(authorise(new Headers({ authorization: "Basic cmlnaHQ=" }), ACCESS).is).toBe("unknown");
  });

  it("lets everybody in who gets here while there is no token", () => {
    expect(authorise(new Headers(), { ...ACCESS, token: null })).toEqual({ is: "allowed" });
  });
});
