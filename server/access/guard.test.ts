import { describe, expect, it } from "vitest";
import type { Access } from "../env";
import { guardApiRequest } from "./guard";
import { guardPage } from "./guard-page";
import { Refusal } from "./refusal";

const OPEN: Access = { host: "127.0.0.1", token: null, origins: [] };
const HOST = "127.0.0.1:3000";
const JSON_TYPE = { "content-type": "application/json" };

function post(headers: { [name: string]: string }, body: BodyInit | null = "{}"): Request {
  return new Request(`http://${HOST}/api/trpc/runs.submit`, {
    method: "POST",
    headers: { host: HOST, ...headers },
    body,
    ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
  } as RequestInit);
}

function get(headers: { [name: string]: string } = {}, path = "/api/trpc/tasks.list"): Request {
  return new Request(`http://${HOST}${path}`, { headers: { host: HOST, ...headers } });
}

async function statusOf(request: Request, access = OPEN, maxBodyBytes = 100): Promise<number> {
  try {
    await guardApiRequest(request, { access, maxBodyBytes });
    return 200;
  } catch (error) {
    if (error instanceof Refusal) return error.status;
    throw error;
  }
}

describe("guardApiRequest", () => {
  it("passes JSON on as it came", async () => {
    const guarded = await guardApiRequest(post(JSON_TYPE, '{"a":"ä"}'), {
      access: OPEN,
      maxBodyBytes: 100,
    });
    expect(await guarded.json()).toEqual({ a: "ä" });
    expect(guarded.headers.get("content-type")).toBe("application/json");
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/octet-stream",
    "application/jsonp",
    "text/plain; application/json",
  ])("refuses a body of type %s", async (type) => {
    expect(await statusOf(post({ "content-type": type }))).toBe(415);
  });

  it("refuses a body without a type", async () => {
    expect(await statusOf(post({}, null))).toBe(415);
  });

  it("accepts JSON with a charset", async () => {
    expect(await statusOf(post({ "content-type": "Application/JSON; charset=utf-8" }))).toBe(200);
  });

  it.each([
    { origin: "http://evil.example" },
    { origin: "null" },
    { origin: `http://${HOST}.evil.example` },
    { origin: "http://127.0.0.1:4000" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ])("refuses requests of other pages: %j", async (headers) => {
    expect(await statusOf(post({ ...JSON_TYPE, ...headers }))).toBe(403);
    expect(await statusOf(get(headers))).toBe(403);
  });

  it.each<{ [name: string]: string }>([
    { origin: `http://${HOST}`, "sec-fetch-site": "same-origin" },
    { origin: `https://${HOST}` },
    { "sec-fetch-site": "none" },
    {},
  ])("accepts requests of our pages and of programs: %j", async (headers) => {
    expect(await statusOf(post({ ...JSON_TYPE, ...headers }))).toBe(200);
  });

  it("accepts an allowed origin, also from another site", async () => {
    const access = { ...OPEN, origins: ["http://localhost:9000"] };
    const headers = { origin: "http://localhost:9000", "sec-fetch-site": "cross-site" };
    expect(await statusOf(post({ ...JSON_TYPE, ...headers }), access)).toBe(200);
  });

  it.each([
    "evil.example",
    "evil.example:3000",
    "127.0.0.1.evil.example",
    "",
    "127.0.0.1@evil.example",
  ])("refuses the host %j while there is no token", async (host) => {
    expect(await statusOf(get({ host }))).toBe(403);
  });

  it.each(["localhost:3000", "[::1]:3000", "127.0.0.1", "LOCALHOST"])(
    "accepts the host %s",
    async (host) => {
      expect(await statusOf(get({ host }))).toBe(200);
    },
  );

  it("accepts any host when a token guards", async () => {
    const access = { host: "0.0.0.0", token: "t", origins: [] };
    expect(await statusOf(get({ host: "espalier.example" }), access)).toBe(200);
  });

  it("refuses a body over the limit, declared or not", async () => {
    expect(await statusOf(post(JSON_TYPE, "x".repeat(101)))).toBe(413);
    expect(await statusOf(post(JSON_TYPE, "x".repeat(100)))).toBe(200);
    expect(await statusOf(post({ ...JSON_TYPE, "content-length": "101" }))).toBe(413);
    const pieces = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(60)),
    });
    expect(await statusOf(post(JSON_TYPE, pieces))).toBe(413);
  });

  it("refuses very long addresses and other methods", async () => {
    expect(await statusOf(get({}, `/api/trpc/tasks.list?input=${"x".repeat(20_000)}`))).toBe(414);
    const put = new Request(`http://${HOST}/api/trpc/x`, {
      method: "PUT",
      headers: { host: HOST },
    });
    expect(await statusOf(put)).toBe(405);
  });
});

describe("guardPage", () => {
  it("shows pages of an open server to this machine, and to no foreign name", async () => {
    expect(guardPage(get(), OPEN)).toBeNull();
    expect(guardPage(get({ host: "evil.example" }), OPEN)?.status).toBe(403);
  });

  it("asks for the token, and goes to the page that was wanted", async () => {
    const response = guardPage(get({}, `/runs/a?x="><b>`), { ...OPEN, token: "t" });
    expect(response?.status).toBe(401);
    const html = await response?.text();
    expect(html).toContain('name="next" value="/runs/a?x=%22%3E%3Cb%3E"');
    expect(html).not.toContain("<b>");
  });
});
