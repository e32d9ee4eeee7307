import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { contrastRatio, parseTokens, type Theme } from '../testing/unit/contrast.js';

const css = readFileSync(fileURLToPath(new URL('./tokens.css', import.meta.url)), 'utf8');
const tokens = parseTokens(css);

const TEXT = 4.5;
const CONTROL = 3;

/** Foreground, background and minimum ratio by WCAG 2.2 (1.4.3 for text, 1.4.11 for controls). */
const pairs: [string, string, number][] = [
  ['text', 'background', TEXT],
  ['text', 'surface', TEXT],
  ['text-muted', 'background', TEXT],
  ['text-muted', 'surface', TEXT],
  ['accent-text', 'background', TEXT],
  ['accent-text', 'surface', TEXT],
  ['danger', 'background', TEXT],
  ['danger', 'surface', TEXT],
  ['surface', 'danger', TEXT],
  ['success', 'background', TEXT],
  ['success', 'surface', TEXT],
  ['on-accent', 'accent', TEXT],
  ['on-accent', 'accent-strong', TEXT],
  ['surface', 'text', TEXT],
  ['border', 'background', CONTROL],
  ['border', 'surface', CONTROL],
  ['accent', 'background', CONTROL],
  ['accent', 'surface', CONTROL],
  ['focus', 'background', CONTROL],
  ['focus', 'surface', CONTROL],
];

describe.each<Theme>(['light', 'dark'])('colours in %s', (theme) => {
  it.each(pairs)('show %s on %s with a contrast of at least %f', (foreground, ground, least) => {
    const front = tokens[theme].get(foreground);
    const back = tokens[theme].get(ground);
    expect(front, foreground).toBeDefined();
    expect(back, ground).toBeDefined();
    expect(contrastRatio(front ?? [0, 0, 0], back ?? [0, 0, 0])).toBeGreaterThanOrEqual(least);
  });
});

describe('contrast measurement', () => {
  it('returns 21:1 for black on white, as WCAG defines', () => {
    const { light } = parseTokens(
      '--a: light-dark(oklch(0 0 0), oklch(1 0 0)); --b: light-dark(oklch(1 0 0), oklch(0 0 0));',
    );
    expect(contrastRatio(light.get('a') ?? [0, 0, 0], light.get('b') ?? [0, 0, 0])).toBeCloseTo(21, 1);
  });
});
