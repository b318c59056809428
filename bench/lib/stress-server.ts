/** Bundles the stress page and serves it: production React, as the app has it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const PAGE = `<!doctype html><html lang="en"><head><title>Stress</title>
<link rel="stylesheet" href="/page.css"></head>
<body><div id="root"></div><script src="/page.js"></script></body></html>`;

/** Serves the page while `use` runs. */
export async function withStressPage(use: (address: string) => Promise<void>): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("../stress-page.tsx", import.meta.url))],
    outfile: "page.js",
    bundle: true,
    minify: true,
    write: false,
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const server = createServer((request, response) => {
    const file = outputFiles.find(({ path }) => path.endsWith(request.url ?? ""));
    const isPage = file === undefined || request.url === "/";
    const type = isPage ? "html" : file.path.endsWith(".css") ? "css" : "javascript";
    response.setHeader("content-type", `text/${type}; charset=utf-8`);
    response.end(isPage ? PAGE : file.text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
