/**
 * Who is at the other end of the socket. Request handlers of Next see headers only, which anybody can
 * write; Node tells of every request together with its socket, before any handler runs.
 */
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import type { Access } from "../env";
import { isLoopbackAddress } from "./addresses";

/** Carries the peer's address to the handlers; whatever a client wrote there is replaced. */
export const PEER_HEADER = "x-espalier-peer";

/**
 * Stamps every request with its peer, and cuts off peers on other machines as long as there is no token,
 * whatever address the server was told to listen on.
 */
export function watchPeers(access: Access): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const { socket, headers } = request;
    // A peer that has hung up has no address any more.
    const address = socket.remoteAddress ?? "unknown";
    headers[PEER_HEADER] = address;
    if (access.token === null && !isLoopbackAddress(address)) socket.destroy();
  });
}
