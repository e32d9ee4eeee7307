import { describe, expect, it } from 'vitest';
import { ignoreHeldKey, onSinglePress } from './deliberate.js';

describe('onSinglePress', () => {
  it.each([
    ['the keyboard or a screen reader', 0, 1],
    ['a click', 1, 1],
    ['the second click of a double click', 2, 0],
    ['the third click of a triple click', 3, 0],
  ])('counts a press by %s: detail %i, %i time(s)', (_, detail, presses) => {
    let count = 0;
    onSinglePress(() => (count += 1))({ detail });
    expect(count).toBe(presses);
  });
});

describe('ignoreHeldKey', () => {
  it.each([
    ['a first Enter', 'Enter', false, false],
    ['a held Enter', 'Enter', true, true],
    ['a held space', ' ', true, true],
    ['a held Tab', 'Tab', true, false],
    ['a held arrow', 'ArrowDown', true, false],
  ])('prevents only presses that repeat: %s', (_, key, repeat, isPrevented) => {
    let prevented = false;
    ignoreHeldKey({ key, repeat, preventDefault: () => void (prevented = true) });
    expect(prevented).toBe(isPrevented);
  });
});
