/** An address that answers when it is opened: `test.gate` runs until then. */
import http from "node:http";

interface Gate extends AsyncDisposable {
  address: string;
  /** Answers who waits and whoever comes later. */
  open(): void;
}

export async function startGate(): Promise<Gate> {
  const waiting = new Set<http.ServerResponse>();
  let isOpen = false;
  const server = http.createServer((_request, response) => {
    if (isOpen) return void response.end();
    waiting.add(response);
    response.on("close", () => waiting.delete(response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The gate has no port");
  const open = () => {
    isOpen = true;
    for (const response of waiting) response.end();
  };
  return {
    address: `http://127.0.0.1:${address.port}/`,
    open,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      // A step that still waits must not hold the test.
      server.closeAllConnections();
      await closed;
    },
  };
}
