/** The look of the inspector's fields. */
export const FIELD =
  "h-8 w-full min-w-0 rounded-control border border-line bg-panel px-2 text-form placeholder:text-faint/75 hover:border-line-strong aria-invalid:border-danger disabled:opacity-60";
export const AREA =
  "w-full min-w-0 rounded-control border border-line bg-panel px-2 py-1.5 font-mono text-[12px] leading-5 placeholder:text-faint/75 hover:border-line-strong aria-invalid:border-danger";
export const LABEL = "text-base font-medium";
export const HINT = "text-meta text-faint text-pretty";
