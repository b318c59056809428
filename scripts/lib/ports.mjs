/** Questions about a port: is it free, who has it, does Espalier answer there. */
import net from "node:net";
import { commandLine, findProgram, run } from "./processes.mjs";

/** Whether one could listen there now. @param {string} host @param {number} port @returns {Promise<boolean>} */
export function isFree(host, port) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", (error) => {
      if ("code" in error && error.code === "EADDRINUSE") resolve(false);
      else reject(error);
    });
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** A port that is free at this moment. @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** Who listens on the port, in words, or "" where the system does not tell. @param {number} port */
export async function whoListens(port) {
  const ss = findProgram(["ss"]);
  const lsof = findProgram(["lsof"]);
  let pid = "";
  if (ss) pid = /pid=(\d+)/.exec((await run(ss, ["-Hltnp", `sport = :${port}`])).text)?.[1] ?? "";
  else if (lsof) {
    const { text } = await run(lsof, ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-t"]);
    pid = /^\d+/.exec(text)?.[0] ?? "";
  }
  if (!pid) return "";
  const command = (await commandLine(Number(pid))).trim().slice(0, 80);
  return `process ${pid}${command ? ` (${command})` : ""}`;
}

/** The address a browser on this machine uses. @param {string} host @param {number} port */
export function addressOf(host, port) {
  const wild = host === "0.0.0.0" || host === "::";
  const name = wild ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

/** What lets a command of ours in when a token is set. @returns {Record<string, string>} */
export function authorization() {
  const token = process.env.ESPALIER_TOKEN;
  return token ? { authorization: `Bearer ${token}` } : {};
}

/** `null` when the server is healthy, else why not in a few words. @param {string} address */
export async function healthProblem(address) {
  try {
    const answer = await fetch(`${address}/api/health`, {
      headers: authorization(),
      signal: AbortSignal.timeout(5000),
    });
    return answer.ok ? null : `${answer.status} ${(await answer.text()).slice(0, 500)}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
