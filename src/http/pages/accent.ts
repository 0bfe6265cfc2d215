/** The publication's colour: read as CSS writes it, made strong enough to be read, and served as a stylesheet. */

import type { App } from '../app-routes.ts';
import { answerOtherMethods } from '../app-routes.ts';
import { FOREVER } from './assets.ts';

/** The stylesheet of a publication's own colour is all in its address. */
const COLOR_PATTERN = '/assets/:file{color-[0-9a-f]{12}\\.css}';

/** Where the style of this colour is; null for the built-in one, and for what is no colour. */
export function buildColorPath(color: string): string | null {
  const accent = color === '' ? null : chooseAccent(color);
  return accent === null ? null : `/assets/color-${(accent.light + accent.dark).replaceAll('#', '')}.css`;
}

/** Puts these stylesheets into the app. */
export function mountColors(app: App): void {
  app.get(COLOR_PATTERN, (c) => {
    const digits = /color-(.{6})(.{6})/.exec(c.req.path);
    const text = `:root{--accent:#${digits?.[1]}}@media(prefers-color-scheme:dark){:root{--accent:#${digits?.[2]}}}`;
    const headers = {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': FOREVER,
      'x-content-type-options': 'nosniff',
    };
    return new Response(text, { headers });
  });
  answerOtherMethods(app, COLOR_PATTERN, ['GET']);
}

/** Red, green, blue, each 0 to 255. */
type Rgb = readonly [number, number, number];

/** The accent in the light and in the dark scheme, `#rrggbb`. */
export interface Accent {
  readonly light: string;
  readonly dark: string;
}

/** WCAG 2.2 AAA for text (1.4.6). */
const MIN_CONTRAST = 7;
/** What the accent stands on; of paper and sheet the one that is nearer to it (stylesheet.ts). */
const LIGHT_SHEET: Rgb = [0xf3, 0xef, 0xe6];
const DARK_SHEET: Rgb = [0x21, 0x1d, 0x17];
const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];
/** Between a colour and black or white. */
const MIX_STEPS = 40;

/** The accent for a CSS colour (`#rgb`, `#rrggbb`, `rgb()`, `hsl()`); null for what is none of these. */
export function chooseAccent(color: string): Accent | null {
  const rgb = readColor(color);
  if (rgb === null) return null;
  return {
    light: formatColor(strengthen(rgb, BLACK, LIGHT_SHEET)),
    dark: formatColor(strengthen(rgb, WHITE, DARK_SHEET)),
  };
}

/** The colour, or the first on its way to black or white that can be read on what it stands on. */
function strengthen(color: Rgb, end: Rgb, ground: Rgb): Rgb {
  for (let step = 0; step < MIX_STEPS; step++) {
    const mixed = color.map((value, index) =>
      Math.round(value + ((end[index] ?? 0) - value) * (step / MIX_STEPS)),
    );
    const [red = 0, green = 0, blue = 0] = mixed;
    if (measureContrast([red, green, blue], ground) >= MIN_CONTRAST) return [red, green, blue];
  }
  return end;
}

/** WCAG 2.2, “contrast ratio”: 1 to 21. */
export function measureContrast(one: Rgb, other: Rgb): number {
  const [darker = 0, lighter = 0] = [measureLuminance(one), measureLuminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** WCAG 2.2, “relative luminance”. */
function measureLuminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function readColor(text: string): Rgb | null {
  const hex = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(text)?.[1];
  if (hex !== undefined) {
    const digits = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
    const value = Number.parseInt(digits, 16);
    return [value >> 16, (value >> 8) & 255, value & 255];
  }
  const [, name, inside = ''] = /^(rgb|hsl)\(([^()]*)\)$/i.exec(text) ?? [];
  const parts = inside.trim().split(/\s*,\s*|\s+/);
  const [first = 0, second = 0, third = 0] = parts.map((part) => Number(part.replace(/(?:%|deg)$/, '')));
  if (name === undefined || parts.length !== 3 || ![first, second, third].every(Number.isFinite)) return null;
  return name.toLowerCase() === 'rgb'
    ? clamp([first, second, third])
    : convertHsl(first, second / 100, third / 100);
}

/** CSS Color 4 §7.1. */
function convertHsl(hue: number, saturation: number, lightness: number): Rgb {
  const channel = (offset: number) => {
    const turn = (((offset + hue / 30) % 12) + 12) % 12;
    const reach = saturation * Math.min(lightness, 1 - lightness);
    return (lightness - reach * Math.max(-1, Math.min(turn - 3, 9 - turn, 1))) * 255;
  };
  return clamp([channel(0), channel(8), channel(4)]);
}

function clamp([red, green, blue]: Rgb): Rgb {
  const bound = (value: number) => Math.round(Math.min(255, Math.max(0, value)));
  return [bound(red), bound(green), bound(blue)];
}

function formatColor(color: Rgb): string {
  return `#${color.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
