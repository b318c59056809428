import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isAlive } from "./lib/processes.mjs";
import { redisState } from "./lib/redis-socket.mjs";
import { privateRedis, provideRedis } from "./lib/redis.mjs";

const library = new URL("./lib/redis.mjs", import.meta.url).href;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "espalier-test-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const socketOf = (url: string) => url.slice("unix://".length);

describe("privateRedis", () => {
  it("starts a server on a private socket and leaves nothing but the data behind", async () => {
    const redis = await privateRedis({ dataDir: folder });
    const socket = socketOf(redis.url);
    expect(redis.owned).toBe(true);
    expect(await redisState(socket)).toBe("ready");
    expect(statSync(path.dirname(socket)).mode & 0o777).toBe(0o700);

    await redis.stop();
    expect(isAlive(redis.pid ?? 0)).toBe(false);
    for (const left of ["redis.sock", "redis.pid", "owner.json", "start.lock"]) {
      expect(existsSync(path.join(folder, "redis", left))).toBe(false);
    }
    expect(existsSync(path.join(folder, "redis", "appendonlydir"))).toBe(true);
  });

  it("gives two callers at once the same server", async () => {
    const [one, two] = await Promise.all([
      privateRedis({ dataDir: folder }),
      privateRedis({ dataDir: folder }),
    ]);
    expect(one.url).toBe(two.url);
    expect([one.owned, two.owned].sort()).toEqual([false, true]);
    await two.stop();
    await one.stop();
    expect(isAlive(one.pid ?? 0)).toBe(false);
  });

  it("uses a short folder when the path is too long for a socket", async () => {
    const dataDir = path.join(folder, "a".repeat(60), "b".repeat(60));
    const redis = await privateRedis({ dataDir });
    const socket = socketOf(redis.url);
    const again = await privateRedis({ dataDir });
    expect(Buffer.byteLength(socket)).toBeLessThanOrEqual(100);
    expect(again.url).toBe(redis.url);
    await redis.stop();
    expect(existsSync(path.dirname(socket))).toBe(false);
  });

  it("takes over the server of a killed command", async () => {
    const code = `import(${JSON.stringify(library)}).then((m) => m.privateRedis({ dataDir: ${JSON.stringify(folder)} })).then((r) => { console.log(r.pid); setInterval(() => {}, 1000); })`;
    const child = spawn(process.execPath, ["-e", code], { stdio: ["ignore", "pipe", "inherit"] });
    const pid = await new Promise<number>((resolve) =>
      child.stdout.once("data", (data) => resolve(Number(data))),
    );
    const guest = await privateRedis({ dataDir: folder });
    expect(guest).toMatchObject({ owned: false, pid });

    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
    const heir = await privateRedis({ dataDir: folder });
    expect(heir).toMatchObject({ owned: true, pid });
    await heir.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it("starts again after its server was killed and left socket and pid file", async () => {
    const first = await privateRedis({ dataDir: folder });
    process.kill(first.pid ?? 0, "SIGKILL");
    await vi.waitFor(() => expect(isAlive(first.pid ?? 0)).toBe(false));
    expect(existsSync(socketOf(first.url))).toBe(true);

    const second = await privateRedis({ dataDir: folder });
    expect(await redisState(socketOf(second.url))).toBe("ready");
    expect(readFileSync(path.join(folder, "redis", "redis.pid"), "utf8").trim()).toBe(
      String(second.pid),
    );
    await second.stop();
  });

  it("replaces a server whose socket was deleted, without two on one file", async () => {
    const first = await privateRedis({ dataDir: folder });
    rmSync(socketOf(first.url));
    const second = await privateRedis({ dataDir: folder });
    expect(isAlive(first.pid ?? 0)).toBe(false);
    expect(await redisState(socketOf(second.url))).toBe("ready");
    await second.stop();
  });
});

describe("provideRedis", () => {
  it("uses REDIS_URL as it is and shows no password", async () => {
    const url = "redis://user:secret@example.test:6379/1";
    const redis = await provideRedis({ dataDir: folder, url });
    expect(redis).toMatchObject({ url, owned: false });
    expect(redis.detail).not.toContain("secret");
    await redis.stop();
  });
});
