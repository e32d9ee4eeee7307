import { describe, expect, it } from 'vitest';
import { generatePassword } from '../../compose/options/generate-password.js';
import { strengthOf } from './password-strength.js';

describe('strengthOf', () => {
  it('gives the lowest score to a common password', async () => {
    expect(await strengthOf('password1')).toBe(0);
  });

  it('gives a low score to a row of keys', async () => {
    expect(await strengthOf('qwertyuiop')).toBeLessThanOrEqual(1);
  });

  it('gives the highest score to a generated password', async () => {
    expect(await strengthOf(generatePassword())).toBe(4);
  });

  it('rates a password of 1,000 characters', async () => {
    expect(await strengthOf('x'.repeat(1_000))).toBeLessThanOrEqual(4);
  });
});
