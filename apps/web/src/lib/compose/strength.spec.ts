import { describe, expect, it } from 'vitest';
import { generatePassword } from './password.js';
import { strengthOf } from './strength.js';

describe('the strength of a password', () => {
  it('is the lowest for one that everybody uses', async () => {
    expect(await strengthOf('password1')).toBe(0);
  });

  it('is low for a row of keys', async () => {
    expect(await strengthOf('qwertyuiop')).toBeLessThanOrEqual(1);
  });

  it('is the highest for one made up here', async () => {
    expect(await strengthOf(generatePassword())).toBe(4);
  });

  it('is found quickly for a very long one', async () => {
    expect(await strengthOf('x'.repeat(1_000))).toBeLessThanOrEqual(4);
  });
});
