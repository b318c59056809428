/** Colour arithmetic for the checks of the token table. */
import type { Oklch } from "./tokens";

type Triple = readonly [number, number, number];

/** Linear sRGB of an OKLCH colour, clamped to the gamut (Ottosson's matrices). */
export function linearRgb([lightness, chroma, hue]: Oklch): Triple {
  const radians = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(radians);
  const b = chroma * Math.sin(radians);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return clamp([
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]);
}

function clamp([r, g, b]: Triple): Triple {
  const unit = (value: number) => Math.min(1, Math.max(0, value));
  return [unit(r), unit(g), unit(b)];
}

const encode = (value: number) =>
  value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
const decode = (value: number) =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;

/** Linear sRGB of a colour with alpha laid over another, mixed as browsers mix: encoded. */
export function over(top: Oklch, under: Oklch): Triple {
  const alpha = top[3] ?? 1;
  const [above, below] = [linearRgb(top), linearRgb(under)];
  const mix = (one: number, other: number) =>
    decode(encode(one) * alpha + encode(other) * (1 - alpha));
  return [mix(above[0], below[0]), mix(above[1], below[1]), mix(above[2], below[2])];
}

/** Contrast by WCAG 2, from 1 to 21. */
export function contrast(one: Oklch, other: Oklch): number {
  return contrastOf(linearRgb(one), linearRgb(other));
}

/** The same of colours in linear sRGB. */
export function contrastOf(one: Triple, other: Triple): number {
  const luminance = ([r, g, b]: Triple) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const values = [luminance(one), luminance(other)];
  return (Math.max(...values) + 0.05) / (Math.min(...values) + 0.05);
}

function oklab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** Machado, Oliveira, Fernandes 2009, severity 1. */
const SIMULATIONS = {
  none: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
} as const;
export type Sight = keyof typeof SIMULATIONS;
export const SIGHTS = ["none", "protanopia", "deuteranopia"] as const satisfies Sight[];

/** How far apart two colours look, as a distance in OKLab. */
export function difference(one: Oklch, other: Oklch, sight: Sight): number {
  const seen = (colour: Oklch): Triple => {
    const rgb = linearRgb(colour);
    const [r, g, b] = SIMULATIONS[sight].map(
      (row) => row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2],
    );
    return oklab(clamp([r ?? 0, g ?? 0, b ?? 0]));
  };
  const [a, b] = [seen(one), seen(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
