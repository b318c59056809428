/** T38 to T40 and T43: browsers that come by thousands or do not read, and web processes that die while they watch. */
import { expect } from "vitest";
import { chain, fixed, group, step, times } from "../nodes";
import { workflowOf } from "../model/hand";
import { fault } from "./fault";
import { until } from "./until";
import { openFiles, openStream, residentOf, type Stream } from "./streams";
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
    const open = await Promise.all(times(500, () => openStream(second.address, run.runId)));
    await until(() => open.every(({ lastId }) => lastId() > 0));
    const from = performance.now();
    second.signal("SIGTERM");
    expect(await second.exited).toBe(0);
    const endedMs = Math.round(performance.now() - from);
    await until(() => open.every(({ socket }) => socket.closed));
    stage.openGate("two");
    await stage.settled();
    tell(`5 viewers saw every event; with 500 open streams a process ended within ${endedMs} ms`);
  },
);

fault(
  { id: "T39", title: "100 browsers watch and read nothing, one reads" },
  async (stage, tell) => {
    const web = await stage.startWeb();
    const source = webClient(() => [web.address]);
    const bounces = group(...times(40, (i) => fixed(`b${i}`, "bounce", 30)));
    const run = await stage.submit(chain(fixed("g", "gate", "way"), bounces), { isSteered: true });
    stage.watch(run, { source });
    const deaf = await Promise.all(times(100, () => openStream(web.address, run.runId)));
    for (const { socket } of deaf) socket.pause();
    const before = residentOf(web.pid);
    await stage.worker({ concurrency: 20 });
    stage.openGate("way");
    await stage.settled();
    const after = residentOf(web.pid);
    const seq = await stage.lastSeq(run);
    // Who reads again comes to the end as well, over all that was kept for it or by a reset.
    for (const { socket } of deaf) socket.resume();
    await until(() => deaf.every(({ lastId }) => lastId() >= seq));
    for (const { socket } of deaf) socket.destroy();
    expect(await stage.stateOf(run, "b0")).toBe("succeeded");
    expect(after - before).toBeLessThan(300);
    tell(`${seq} events; the web process grew by ${after - before} MiB; who reads saw all`);
  },
);

/** What {@link streams.ts} of the server allows in one process. */
const MAX_STREAMS = 5000;

fault(
  {
    id: "T38",
    title: "5,200 streams are asked for at once, of a server that takes 5,000",
  },
  async (stage, tell) => {
    const web = await stage.startWeb();
    const run = await stage.submit(
      chain(fixed("g", "gate", "way"), group(...times(20, (i) => fixed(`m${i}`, "give", i)))),
    );
    const source = webClient(() => [web.address]);
    stage.watch(run, { source });
    const before = { memory: residentOf(web.pid), files: openFiles(web.pid) };
    const streams: Stream[] = [];
    while (streams.length < MAX_STREAMS + 200) {
      streams.push(...(await Promise.all(times(100, () => openStream(web.address, run.runId)))));
    }
    const refused = () => streams.filter(({ said }) => said().includes("too many open streams"));
    const patience = { withinMs: 240_000 };
    await until(() => refused().length > 0, patience);
    await until(() => streams.every(({ said }) => /event: |data: /.test(said())), patience);
    const grown = residentOf(web.pid) - before.memory;
    // The one that was there first, and whoever asks without a stream, notice nothing.
    expect((await source.getRun(run.runId)).run.settled).toBe(false);
    await stage.worker();
    stage.openGate("way");
    await stage.settled();
    const count = refused().length;
    for (const { socket } of streams) socket.destroy();
    await until(() => openFiles(web.pid) <= before.files + 5);
    // All are given back: as many as before may come again.
    const again = await openStream(web.address, run.runId);
    await until(() => again.said().includes("data: "));
    expect(again.said()).not.toContain("too many open streams");
    again.socket.destroy();
    expect(count).toBeGreaterThanOrEqual(200);
    expect(grown).toBeLessThan(1500);
    tell(`${count} were told so; the web process grew by ${grown} MiB and gave all back`);
  },
);

fault({ id: "T40", title: "1,000 browsers watch one run" }, async (stage, tell) => {
  const web = await stage.startWeb();
  const bounces = group(...times(20, (i) => fixed(`b${i}`, "bounce", 12)));
  const run = await stage.submit(chain(fixed("g", "gate", "way"), bounces), { isSteered: true });
  const streams = await Promise.all(times(1000, () => openStream(web.address, run.runId)));
  await stage.worker({ concurrency: 20 });
  await until(() => stage.starts(run, "g") === 1);
  const connections = web.proxy.connections;
  web.proxy.commands();
  const from = performance.now();
  stage.openGate("way");
  await stage.settled();
  const seq = await stage.lastSeq(run);
  await until(() => streams.every(({ lastId }) => lastId() >= seq), {
    withinMs: 120_000,
    otherwise: () =>
      `The last is at ${Math.min(...streams.map((each) => each.lastId()))} of ${seq}`,
  });
  const seconds = (performance.now() - from) / 1000;
  const reads = web.proxy.commands().filter((line) => line.startsWith("XR")).length;
  for (const { socket } of streams) socket.destroy();
  expect(connections).toBeLessThanOrEqual(2);
  // Each page is read once, however many watch: coalesced to at most 30 a second.
  expect(reads).toBeLessThanOrEqual(31 * seconds + 20);
  const rate = Math.round(seq / seconds);
  tell(
    `${seq} events in ${seconds.toFixed(1)} s (${rate}/s) reached all; ${connections} connections to Redis, ${(reads / seconds).toFixed(0)} reads/s`,
  );
});
