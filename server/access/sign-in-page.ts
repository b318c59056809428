/** The page that asks for the token: whole in itself, so that nothing else is served before. */

const STYLE = `
:root { color-scheme: light dark; --ink: #1c2420; --soft: #5d6a63; --line: #cfd8d2; --paper: #f4f6f4; --card: #fff; --leaf: #2f6f4f; --bad: #a3271c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7ece9; --soft: #9aa8a0; --line: #37423c; --paper: #131816; --card: #1b221f; --leaf: #4f9c74; --bad: #f0877c; }
}
* { box-sizing: border-box; }
body { min-height: 100dvh; margin: 0; padding: 1rem; display: grid; place-items: center; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { width: min(26rem, 100%); padding: 2rem; border: 1px solid var(--line); border-radius: 12px; background: var(--card); }
h1 { margin: 0 0 .25rem; font-size: 1.25rem; }
p { margin: 0 0 1.25rem; color: var(--soft); }
p[role=alert] { color: var(--bad); }
label { display: block; margin-bottom: .35rem; font-weight: 600; }
input, button { width: 100%; padding: .6rem .75rem; border-radius: 8px; font: inherit; }
input { border: 1px solid var(--line); background: var(--paper); color: var(--ink); }
button { margin-top: 1rem; border: 0; background: var(--leaf); color: #fff; font-weight: 600; cursor: pointer; }
:focus-visible { outline: 2px solid var(--leaf); outline-offset: 2px; }
`;

export interface SignIn {
  /** Where to go afterwards: a path of ours. */
  next: string;
  /** What was wrong with the last try. */
  problem?: string;
  status?: number;
  headers?: { readonly [name: string]: string };
}

export function signInPage({ next, problem, status = 401, headers = {} }: SignIn): Response {
  const alert = problem === undefined ? "" : `<p role="alert">${escapeHtml(problem)}</p>`;
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Sign in · Espalier</title><style>${STYLE}</style></head>
<body><main>
<h1>Espalier</h1>
<p>Give the access token once; this browser is remembered for 30 days.</p>
${alert}
<form method="post" action="/api/session">
<input type="hidden" name="next" value="${escapeHtml(next)}">
<label for="token">Access token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus aria-describedby="where">
<button>Sign in</button>
</form>
<p id="where" style="margin:1.25rem 0 0">It is what ESPALIER_TOKEN holds where the server was started.</p>
</main></body>
</html>`;
  return new Response(html, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      "referrer-policy": "same-origin",
      "x-content-type-options": "nosniff",
      ...headers,
    },
  });
}

/** A path of ours, or the first page: an address of elsewhere must not be where a sign-in ends. */
export function localPath(path: string): string {
  const base = "http://localhost";
  if (!path.startsWith("/") || !URL.canParse(path, base)) return "/";
  const url = new URL(path, base);
  // "/.//elsewhere" has our origin, and the path left of it is an address of elsewhere.
  return url.origin === base && !url.pathname.startsWith("//") ? url.pathname + url.search : "/";
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
