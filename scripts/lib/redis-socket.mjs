/** Two questions to a Redis behind a unix socket, before any package is installed. */
import net from "node:net";

/**
 * Sends one command and gives back the raw reply.
 * @param {string} socket
 * @param {string} command
 * @returns {Promise<string>}
 */
function ask(socket, command) {
  return new Promise((resolve, reject) => {
    const client = net.connect(socket);
    let reply = "";
    client.setTimeout(2000, () => client.destroy(new Error("no reply within 2 s")));
    client.on("connect", () => client.write(`${command}\r\n`));
    client.on("data", (chunk) => {
      reply += chunk;
      const bulk = /^\$(\d+)\r\n/.exec(reply);
      const whole = bulk
        ? Buffer.byteLength(reply) >= bulk[0].length + Number(bulk[1]) + 2
        : reply.endsWith("\r\n");
      if (whole) {
        client.destroy();
        resolve(reply);
      }
    });
    client.on("error", reject);
    client.on("close", () => reject(new Error("the connection was closed")));
  });
}

/**
 * `"ready"`, `"loading"` (reads its file), or `"absent"`.
 * @param {string} socket
 */
export async function redisState(socket) {
  try {
    const reply = await ask(socket, "PING");
    if (reply.startsWith("+PONG")) return "ready";
    return reply.startsWith("-LOADING") ? "loading" : "absent";
  } catch {
    return "absent";
  }
}

/**
 * The process id of the server behind the socket.
 * @param {string} socket
 */
export async function redisPid(socket) {
  const pid = /process_id:(\d+)/.exec(await ask(socket, "INFO server"))?.[1];
  return pid === undefined ? null : Number(pid);
}
