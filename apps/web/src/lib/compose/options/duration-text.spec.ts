import { describe, expect, it } from 'vitest';
import { durationText } from './duration-text.js';

describe('durationText', () => {
  it.each([
    [86_400, '1 day'],
    [129_600, '36 hours'],
    [1_800, '30 minutes'],
    [90, '90 seconds'],
    [0, '0 seconds'],
  ])('states %i seconds as %s', (seconds, text) => {
    expect(durationText(seconds, 'en')).toBe(text);
  });
});
