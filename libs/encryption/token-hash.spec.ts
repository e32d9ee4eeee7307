import { expect, it } from 'vitest';
import { hashToken } from './index.js';

it('hashes a token with SHA-256', () => {
  expect(hashToken('abc').toString('hex')).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});
