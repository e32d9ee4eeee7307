import { describe, expect, it } from 'vitest';
import { closestName } from './closest-name.js';

const KNOWN = [
  'content',
  'slug',
  'password',
  'keep_before_expiration',
  'expires_at',
  'expires_in',
  'link_proof',
  'label',
];

describe('closestName', () => {
  it.each([
    ['pasword', 'password'],
    ['passowrd', 'password'],
    ['Password', 'password'],
    ['pass', 'password'],
    ['expiresAt', 'expires_at'],
    ['expire_in', 'expires_in'],
    ['ExpiresIn', 'expires_in'],
    ['keepBeforeExpiration', 'keep_before_expiration'],
    ['keep_before_expiraton', 'keep_before_expiration'],
    ['contents', 'content'],
    ['lable', 'label'],
    ['linkproof', 'link_proof'],
    ['slugg', 'slug'],
  ])('suggests for %s the name %s', (name, meant) => {
    expect(closestName(name, KNOWN)).toBe(meant);
  });

  it.each(['max_views', 'color', 'x', '', '__proto__', 'constructor', '_', 'ttl', '🦆'])(
    'suggests no name for %j',
    (name) => {
      expect(closestName(name, KNOWN)).toBeNull();
    },
  );

  it('suggests no name for a long one', () => {
    expect(closestName('p'.repeat(5_000_000), KNOWN)).toBeNull();
  });

  it('suggests no name where none is known', () => {
    expect(closestName('password', [])).toBeNull();
  });
});
