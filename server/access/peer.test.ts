import { createServer, request, type IncomingMessage } from "node:http";
import { networkInterfaces } from "node:os";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PEER_HEADER, watchPeers } from "./peer";

const access = { host: "127.0.0.1", token: null, origins: [] };
// An address of this machine by which a peer does not look like this machine.
const outside = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find((address) => address.family === "IPv4" && !address.internal)?.address;

const server = createServer((incoming, response) => response.end(incoming.headers[PEER_HEADER]));

beforeAll(async () => {
  watchPeers(access);
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
});
afterAll(() => server.close());

/** What the server takes us for. */
function ask(host: string): Promise<string> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const headers = { [PEER_HEADER]: "1.2.3.4", host: "localhost" };
    request({ host, port, headers, agent: false }, (response: IncomingMessage) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (text += part));
      response.on("end", () => resolve(text));
    })
      .on("error", reject)
      .end();
  });
}

describe("watchPeers", () => {
  it("stamps requests with their peer, whatever the client wrote", async () => {
    expect(await ask("127.0.0.1")).toBe("127.0.0.1");
  });

  it.skipIf(outside === undefined)(
    "cuts off a peer that is not this machine, although its Host says so",
    async () => {
      await expect(ask(outside ?? "")).rejects.toThrow(/socket hang up|ECONNRESET/);
    },
  );
});
