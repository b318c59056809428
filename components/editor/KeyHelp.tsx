import { keysOf, SHORTCUTS, type ActionId } from "./shortcuts";

/** The keys to begin with; all of them are listed under `?`. */
const FIRST: readonly ActionId[] = [
  "go",
  "then",
  "alongside",
  "join",
  "inside",
  "edit",
  "move",
  "duplicate",
  "remove",
  "undo",
  "run",
  "help",
];

/** What the inspector shows while nothing is selected: how to go on. */
export function KeyHelp() {
  const rows = FIRST.flatMap((id) => SHORTCUTS.find((shortcut) => shortcut.id === id) ?? []);
  return (
    <div className="min-h-0 flex-1 overflow-auto p-4">
      <p className="mb-4 text-soft">
        Select a node to edit its arguments and options. On the canvas and in the outline these keys
        count:
      </p>
      <KeyList rows={rows} />
    </div>
  );
}

/** Actions with their keys. */
export function KeyList({ rows }: { rows: readonly (typeof SHORTCUTS)[number][] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5">
      {rows.map((row) => (
        <div key={row.id} className="contents">
          <dt className="justify-self-start rounded-chip border border-line bg-odd px-1.5 font-mono text-[11.5px] leading-5 whitespace-nowrap">
            {keysOf(row)}
          </dt>
          <dd className="text-soft">{row.does}</dd>
        </div>
      ))}
    </dl>
  );
}
