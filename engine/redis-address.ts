/** What `REDIS_URL` may say: one Redis, a cluster, or sentinels that know which Redis it is. Pure. */

export interface RedisNode {
  host: string;
  port: number;
}

interface Login {
  username?: string;
  password?: string;
}

export type RedisAddress =
  | { kind: "one"; url: string }
  | { kind: "socket"; path: string }
  /** Any of its nodes: they tell of the others. */
  | { kind: "cluster"; nodes: RedisNode[]; tls: boolean; login: Login }
  | {
      kind: "sentinel";
      nodes: RedisNode[];
      /** What the sentinels call it. */
      master: string;
      db: number;
      tls: boolean;
      login: Login;
      /** Of the sentinels themselves. */
      sentinelPassword?: string;
    };

const FORMS =
  "has to be redis://host:6379, unix:///path, redis+cluster://host:7000,host:7001 or redis+sentinel://host:26379,host:26379/master; rediss for TLS.";
const PARTS =
  /^(?<tls>rediss?)\+(?<kind>cluster|sentinel):\/\/(?:(?<login>[^@/]*)@)?(?<nodes>[^/?]+)(?<path>\/[^?]*)?(?:\?(?<query>.*))?$/;
const PORTS = { cluster: 6379, sentinel: 26379 } as const;

/** @throws RangeError that says which forms there are, and never the address: it may hold a password */
export function parseRedisUrl(url: string): RedisAddress {
  const path = /^unix:(?:\/\/)?(?<path>.*[^/].*)$/.exec(url)?.groups?.["path"];
  if (path !== undefined) return { kind: "socket", path };
  if (/^rediss?:\/\/./.test(url)) return { kind: "one", url };
  const parts = PARTS.exec(url)?.groups;
  if (!parts) throw new RangeError(FORMS);
  const kind = parts["kind"] === "cluster" ? "cluster" : "sentinel";
  const shared = {
    nodes: (parts["nodes"] ?? "").split(",").map((text) => parseNode(text, PORTS[kind])),
    tls: parts["tls"] === "rediss",
    login: parseLogin(parts["login"]),
  };
  const [master = "", db = "0", ...rest] = (parts["path"] ?? "").split("/").slice(1);
  if (kind === "cluster") {
    // A cluster has one database.
    if (master !== "" && master !== "0") throw new RangeError(FORMS);
    return { kind, ...shared };
  }
  if (master === "" || !/^\d{1,4}$/.test(db) || rest.length > 0) throw new RangeError(FORMS);
  const sentinelPassword = new URLSearchParams(parts["query"]).get("sentinelPassword");
  return {
    ...{ kind, ...shared, master: decodeURIComponent(master), db: Number(db) },
    ...(sentinelPassword === null ? {} : { sentinelPassword }),
  };
}

function parseNode(text: string, otherwise: number): RedisNode {
  const [, host, , port] = /^(\[[0-9a-fA-F:.]+\]|[^:[\]\s]+)(:(\d{1,5}))?$/.exec(text) ?? [];
  if (host === undefined || Number(port ?? 1) > 65_535) throw new RangeError(FORMS);
  return { host: host.replace(/^\[|\]$/g, ""), port: Number(port ?? otherwise) };
}

function parseLogin(text = ""): Login {
  const cut = text.indexOf(":");
  const [username, password] = cut < 0 ? [text, ""] : [text.slice(0, cut), text.slice(cut + 1)];
  return {
    ...(username === "" ? {} : { username: decodeURIComponent(username) }),
    ...(password === "" ? {} : { password: decodeURIComponent(password) }),
  };
}
