import { KEY_HELP } from "./shortcuts";

/** What the inspector shows while nothing is selected: how to go on. */
export function KeyHelp() {
  return (
    <div className="min-h-0 flex-1 overflow-auto p-4">
      <p className="mb-4 text-soft">
        Select a node to edit its arguments and options. On the canvas and in the outline these keys
        count:
      </p>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5">
        {KEY_HELP.map(({ keys, does }) => (
          <div key={keys} className="contents">
            <dt className="justify-self-start rounded-chip border border-line bg-odd px-1.5 font-mono text-[11.5px] leading-5">
              {keys}
            </dt>
            <dd className="text-soft">{does}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
