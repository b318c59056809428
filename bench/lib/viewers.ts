/** Many browsers that watch one run, held by a process beside this one. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export type ViewersAsk = "begin" | "report";

/** What the viewers were sent since they were asked to begin. */
export interface ViewersReport {
  /** Milliseconds from each event, by Redis' clock, until it came to one of those listened to. */
  lags: number[];
  /** How often one of those listened to was told to take a new snapshot. */
  resets: number;
  listened: number;
  /** Of all viewers. */
  bytes: number;
  /** What reading cost. */
  cpuMs: number;
}

export interface Viewers {
  begin: () => void;
  report: () => Promise<ViewersReport>;
  close: () => void;
}

/** As pages do, each goes on from the snapshot. Resolves when each of `count` viewers has been sent something. @throws Error when one is refused */
export async function openViewers(address: string, runId: string, count: number): Promise<Viewers> {
  const cursor = await cursorOf(address, runId);
  const child = fork(
    fileURLToPath(new URL("viewers-child.ts", import.meta.url)),
    [address, runId, cursor, String(count)],
    { stdio: "inherit", execArgv: ["--import", "tsx"] },
  );
  const answer = async () => {
    const ended = once(child, "exit").then(() => {
      throw new Error("The process of the viewers ended.");
    });
    const [message] = (await Promise.race([once(child, "message"), ended])) as [ViewersReport];
    return message;
  };
  await answer();
  return {
    begin: () => child.send("begin" satisfies ViewersAsk),
    report() {
      child.send("report" satisfies ViewersAsk);
      return answer();
    },
    close: () => child.disconnect(),
  };
}

async function cursorOf(address: string, runId: string): Promise<string> {
  const input = encodeURIComponent(JSON.stringify({ runId }));
  const answer = await fetch(`${address}/api/trpc/runs.get?input=${input}`);
  return ((await answer.json()) as { result: { data: { cursor: string } } }).result.data.cursor;
}
