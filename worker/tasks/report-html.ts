/** The report of word counts as one self-contained page, light and dark. */
import type { Totals, WordCount } from "./word-count";

// A step's result is limited to 1 MiB; the totals still count every file.
const MAX_ROWS = 2000;

const STYLE = `
:root { color-scheme: light dark; --ink: #1c2420; --soft: #5d6a63; --line: #dfe5e1; --paper: #fbfcfb; --leaf: #2f6f4f; --bar: #d5e8dc; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7ece9; --soft: #9aa8a0; --line: #2b3430; --paper: #131816; --leaf: #7cc79f; --bar: #22402f; }
}
* { box-sizing: border-box; }
body { margin: 0; padding: 2.5rem 1.25rem; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 56rem; margin: 0 auto; }
h1 { margin: 0 0 .25rem; font-size: 1.6rem; letter-spacing: -.01em; overflow-wrap: anywhere; }
p { margin: 0 0 1.75rem; color: var(--soft); }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .5rem .75rem; border-bottom: 1px solid var(--line); text-align: right; }
th:first-child, td:first-child { text-align: left; font-weight: 400; overflow-wrap: anywhere; }
thead th { color: var(--soft); font-size: .8rem; font-weight: 600; }
tbody th { font-family: ui-monospace, monospace; font-size: .85rem; }
td.share { width: 22%; }
td.share span { display: block; height: .55rem; border-radius: 99px; background: var(--leaf); min-width: 2px; }
tfoot th, tfoot td { border-bottom: 0; border-top: 2px solid var(--leaf); font-weight: 600 !important; }
@media (max-width: 40rem) {
  .share { display: none; }
  body { padding: 1.25rem .75rem; }
  th, td { padding: .4rem .3rem; }
  th:first-child { min-width: 8rem; }
}
`;

export function reportHtml(title: string, counts: readonly WordCount[], totals: Totals): string {
  const most = Math.max(1, ...counts.slice(0, MAX_ROWS).map((count) => count.words));
  const rows = counts.slice(0, MAX_ROWS).map((count) => row(count, most));
  const hidden = counts.length - rows.length;
  if (hidden > 0) rows.push(`<tr><th scope="row">and ${number(hidden)} more files</th></tr>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${number(totals.words)} words in ${number(counts.length)} ${counts.length === 1 ? "file" : "files"}</p>
<div class="scroll">
<table>
<thead><tr><th scope="col">File</th><th scope="col">Lines</th><th scope="col">Words</th><th scope="col">Bytes</th><th scope="col" class="share">Share of the longest</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
<tfoot><tr><th scope="row">Total</th>${cells(totals)}<td class="share"></td></tr></tfoot>
</table>
</div>
</main>
</body>
</html>
`;
}

function row(count: WordCount, most: number): string {
  const share = ((100 * count.words) / most).toFixed(1);
  return `<tr><th scope="row">${escapeHtml(count.path)}</th>${cells(count)}<td class="share"><span style="width:${share}%"></span></td></tr>`;
}

function cells({ lines, words, bytes }: Totals): string {
  return [lines, words, bytes].map((value) => `<td>${number(value)}</td>`).join("");
}

function number(value: number): string {
  return value.toLocaleString("en-GB");
}

const ENTITIES: { [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
