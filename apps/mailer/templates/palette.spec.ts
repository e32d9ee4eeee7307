import { describe, expect, it } from 'vitest';
import { DARK, LIGHT, type Palette } from './palette.js';

const TEXT_CONTRAST = 4.5;
const PAIRS: [keyof Palette, keyof Palette][] = [
  ['ink', 'sheet'],
  ['ink', 'desk'],
  ['inkSoft', 'sheet'],
  ['inkSoft', 'desk'],
  ['onEmber', 'ember'],
  ['emberText', 'sheet'],
];

/** Relative luminance of `#rrggbb` by WCAG 2. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('%s colours of mails', (_scheme, palette) => {
  it.each(PAIRS)('give %s enough contrast on %s', (text, ground) => {
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(TEXT_CONTRAST);
  });
});
