/**
 * Every colour of the product, light and dark, in OKLCH: the one table. Colour means state; the rest is
 * neutral. `tokens.test.ts` holds text to a contrast of 4.5, state marks to 3, and the states apart under
 * deuteranopia and protanopia.
 */
export type Oklch = readonly [lightness: number, chroma: number, hue: number, alpha?: number];

interface Token {
  light: Oklch;
  dark: Oklch;
}

export const GROUNDS = {
  /** Behind everything. */
  ground: { light: [0.978, 0.002, 255], dark: [0.185, 0.006, 260] },
  /** Rails, bars, panels, cards, nodes. */
  panel: { light: [1, 0, 0], dark: [0.222, 0.007, 260] },
  /** Nested frames alternate between these two. */
  odd: { light: [0.968, 0.003, 255], dark: [0.203, 0.007, 260] },
  even: { light: [0.988, 0.002, 255], dark: [0.24, 0.008, 260] },
} as const satisfies { [name: string]: Token };

export const INKS = {
  ink: { light: [0.24, 0.01, 260], dark: [0.94, 0.004, 255] },
  soft: { light: [0.44, 0.012, 260], dark: [0.76, 0.008, 255] },
  faint: { light: [0.52, 0.012, 260], dark: [0.69, 0.01, 255] },
} as const satisfies { [name: string]: Token };

export const LINES = {
  line: { light: [0.905, 0.004, 255], dark: [0.31, 0.008, 260] },
  "line-strong": { light: [0.82, 0.007, 255], dark: [0.42, 0.01, 260] },
  rail: { light: [0.72, 0.012, 255], dark: [0.5, 0.012, 260] },
  hover: { light: [0.2, 0.01, 260, 0.05], dark: [0.95, 0.005, 255, 0.07] },
  selected: { light: [0.554, 0.151, 260, 0.1], dark: [0.68, 0.16, 260, 0.18] },
  focus: { light: [0.55, 0.19, 260], dark: [0.7, 0.16, 258] },
  accent: { light: [0.33, 0.02, 260], dark: [0.93, 0.004, 255] },
  "on-accent": { light: [0.99, 0, 0], dark: [0.2, 0.01, 260] },
  danger: { light: [0.47, 0.19, 27], dark: [0.72, 0.16, 25] },
  shade: { light: [0.2, 0.02, 260, 0.28], dark: [0.05, 0.01, 260, 0.6] },
} as const satisfies { [name: string]: Token };

export const STATES = {
  pending: { light: [0.5, 0.008, 255], dark: [0.76, 0.006, 255] },
  scheduled: { light: [0.5, 0.008, 255], dark: [0.76, 0.006, 255] },
  queued: { light: [0.39, 0.057, 250], dark: [0.63, 0.06, 246] },
  running: { light: [0.55, 0.155, 260], dark: [0.61, 0.2, 261] },
  retrying: { light: [0.52, 0.118, 56], dark: [0.745, 0.155, 60] },
  succeeded: { light: [0.595, 0.11, 163], dark: [0.86, 0.135, 160] },
  failed: { light: [0.43, 0.172, 27], dark: [0.62, 0.2, 27] },
  revoked: { light: [0.42, 0.21, 303], dark: [0.75, 0.143, 298] },
  skipped: { light: [0.55, 0.006, 255], dark: [0.68, 0.006, 255] },
  held: { light: [0.608, 0.122, 89], dark: [0.88, 0.155, 99] },
} as const satisfies { [name: string]: Token };

export const TOKENS: { readonly [name: string]: Token } = {
  ...GROUNDS,
  ...INKS,
  ...LINES,
  ...Object.fromEntries(Object.entries(STATES).map(([name, token]) => [`state-${name}`, token])),
};

function cssColour([lightness, chroma, hue, alpha]: Oklch): string {
  return `oklch(${lightness} ${chroma} ${hue}${alpha === undefined ? "" : ` / ${alpha}`})`;
}

function block(selector: string, theme: keyof Token): string {
  const lines = Object.entries(TOKENS).map(
    ([name, token]) => `--${name}:${cssColour(token[theme])}`,
  );
  return `${selector}{color-scheme:${theme};${lines.join(";")}}`;
}

/** The table as a style sheet: light by default, dark under `.dark`. */
export function tokensCss(): string {
  return block(":root", "light") + block(".dark", "dark");
}
