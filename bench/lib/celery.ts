/** A peer in another language, where it is installed: Celery's chord and chain on the same Redis. */
import { execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { BenchRedis } from "./redis";

const HERE = path.dirname(fileURLToPath(import.meta.url));
/** A Python of one's own may hide the one that Debian's packages are for. */
const PYTHONS = ["python3", "/usr/bin/python3"];
const PROCESSES = 2;

export interface Celery {
  version: string;
  /** Milliseconds from the call to the result, with one worker of two processes. */
  measure(redis: BenchRedis, sizes: { wide: number; long: number }): Promise<CeleryTimes>;
}

export interface CeleryTimes {
  chordMs: number;
  chainMs: number;
}

/** Undefined where no Python has it, with its client of Redis. */
export function findCelery(): Celery | undefined {
  for (const python of PYTHONS) {
    const asked = spawnSync(python, ["-c", "import celery, redis; print(celery.__version__)"]);
    const version = asked.status === 0 ? asked.stdout.toString().trim() : "";
    if (version !== "") {
      return { version, measure: (redis, sizes) => measureWith(python, redis, sizes) };
    }
  }
  return undefined;
}

async function measureWith(
  python: string,
  { url, client }: BenchRedis,
  { wide, long }: { wide: number; long: number },
): Promise<CeleryTimes> {
  await client.flushall();
  const env = {
    ...process.env,
    CELERY_PEER_URL: url.replace("unix:", "redis+socket:"),
    PYTHONDONTWRITEBYTECODE: "1",
  };
  const where = { cwd: HERE, env };
  const args = ["-A", "celery_peer", "worker", "-c", String(PROCESSES), "-l", "ERROR"];
  const worker = spawn(python, ["-m", "celery", ...args], { ...where, stdio: "ignore" });
  const ended = once(worker, "exit");
  try {
    const sizes = [String(wide), String(long)];
    const run = promisify(execFile);
    const { stdout } = await run(python, ["celery_peer.py", ...sizes], where);
    const seconds = JSON.parse(stdout) as { chord: number; chain: number };
    return { chordMs: seconds.chord * 1000, chainMs: seconds.chain * 1000 };
  } finally {
    worker.kill("SIGTERM");
    await ended;
  }
}
