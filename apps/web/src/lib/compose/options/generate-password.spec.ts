import { describe, expect, it } from 'vitest';
import { generatePassword } from './generate-password.js';

describe('generatePassword', () => {
  it('returns twenty unambiguous characters in four groups', () => {
    for (let round = 0; round < 200; round++) {
      expect(generatePassword()).toMatch(/^[a-km-zA-HJ-NP-Z2-9]{5}(-[a-km-zA-HJ-NP-Z2-9]{5}){3}$/);
    }
  });

  it('returns a different password each time', () => {
    expect(new Set(Array.from({ length: 200 }, generatePassword)).size).toBe(200);
  });

  it('draws each of its 57 characters about equally often', () => {
    const counts = new Map<string, number>();
    for (const character of Array.from({ length: 2_000 }, generatePassword).join('').replaceAll('-', '')) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    const expected = 40_000 / 57;
    const chiSquared = [...counts.values()].reduce(
      (sum, count) => sum + (count - expected) ** 2 / expected,
      0,
    );
    expect(counts.size).toBe(57);
    // 56 degrees of freedom: a fair draw exceeds 140 less than once in 10^8 runs.
    expect(chiSquared).toBeLessThan(140);
  });
});
