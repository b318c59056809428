/** T39 and T43: browsers that do not read, and web processes that die while they watch. */
import { readFileSync } from "node:fs";
import net from "node:net";
import { expect } from "vitest";
import { chain, fixed, group, step, times } from "../nodes";
import { workflowOf } from "../model/hand";
import { fault } from "./fault";
import { until } from "./until";
import { webClient } from "./web-client";

fault(
  { id: "T43", title: "web processes are killed and stopped in mid-run, with open streams" },
  async (stage, tell) => {
    const first = await stage.startWeb();
    const second = await stage.startWeb();
    const addresses = [first.address, second.address];
    const source = webClient(() => addresses);
    const workflow = workflowOf(
      chain(
        group(...times(20, (i) => step(`m${i}`, "give", i))),
        fixed("g", "gate", "one"),
        group(...times(20, (i) => fixed(`n${i}`, "give", i))),
        fixed("h", "gate", "two"),
        fixed("z", "give", 7),
      ),
    );
    const run = { runId: await source.submit(workflow), workflow };
    stage.runs.push(run);
    times(5, () => stage.watch(run, { source }));
    await stage.worker();
    await until(() => stage.starts(run, "g") === 1);
    await first.kill();
    stage.openGate("one");
    await until(() => stage.starts(run, "h") === 1);
    addresses.push((await stage.startWeb()).address);
    const from = performance.now();
    second.signal("SIGTERM");
    expect(await second.exited).toBe(0);
    const endedMs = Math.round(performance.now() - from);
    stage.openGate("two");
    await stage.settled();
    tell(`5 viewers saw every event; with open streams a process ended within ${endedMs} ms`);
  },
);

/** Asks for a run's events and never reads them. */
async function openDeafStream(address: string, runId: string): Promise<net.Socket> {
  const { hostname, port, host } = new URL(address);
  const socket = net.connect(Number(port), hostname);
  socket.on("error", () => {});
  await new Promise((resolve) => socket.once("connect", resolve));
  socket.pause();
  const input = encodeURIComponent(JSON.stringify({ runId }));
  socket.write(`GET /api/trpc/runs.events?input=${input} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  return socket;
}

/** Resident memory in MiB. */
function residentOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}

fault(
  { id: "T39", title: "100 browsers watch and read nothing, one reads", boundMs: 300_000 },
  async (stage, tell) => {
    const web = await stage.startWeb();
    const source = webClient(() => [web.address]);
    const bounces = group(...times(40, (i) => fixed(`b${i}`, "bounce", 30)));
    const run = await stage.submit(chain(fixed("g", "gate", "way"), bounces), { isSteered: true });
    stage.watch(run, { source });
    const deaf = await Promise.all(times(100, () => openDeafStream(web.address, run.runId)));
    const before = residentOf(web.pid);
    await stage.worker({ concurrency: 20 });
    stage.openGate("way");
    await stage.settled();
    const after = residentOf(web.pid);
    const seq = await stage.lastSeq(run);
    for (const socket of deaf) socket.destroy();
    expect(await stage.stateOf(run, "b0")).toBe("succeeded");
    expect(after - before).toBeLessThan(300);
    tell(`${seq} events; the web process grew by ${after - before} MiB; who reads saw all`);
  },
);
