/** For tests: what lies between a page and its server. It can be cut, and lead to another server. */
import net from "node:net";

export interface Cable extends AsyncDisposable {
  address: string;
  /** Where it leads from now on: the port of a server on this machine. */
  lead(port: number): void;
  /** Breaks all connections; new ones are taken. */
  drop(): void;
  /** Breaks all connections and takes none until `mend`. */
  cut(): void;
  mend(): void;
}

export async function layCable(port: number): Promise<Cable> {
  const ends = new Set<net.Socket>();
  let isCut = false;
  let target = port;
  const server = net.createServer((near) => {
    if (isCut) return void near.destroy();
    const far = net.connect(target, "127.0.0.1");
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(one);
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        ends.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The cable has no port");
  const drop = () => {
    for (const end of ends) end.destroy();
  };
  return {
    address: `http://127.0.0.1:${address.port}`,
    lead(next) {
      target = next;
    },
    drop,
    cut() {
      isCut = true;
      drop();
    },
    mend() {
      isCut = false;
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      drop();
      await closed;
    },
  };
}
