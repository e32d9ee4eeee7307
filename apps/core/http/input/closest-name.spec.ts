import { describe, expect, it } from 'vitest';
import { closestName, editDistance } from './closest-name.js';

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
  ])('takes %s for %s', (name, meant) => {
    expect(closestName(name, KNOWN)).toBe(meant);
  });

  it.each(['max_views', 'color', 'x', '', '__proto__', 'constructor', '_', 'ttl', '🦆'])(
    'takes %j for nothing',
    (name) => {
      expect(closestName(name, KNOWN)).toBeNull();
    },
  );

  it('compares no name of any length', () => {
    expect(closestName('p'.repeat(5_000_000), KNOWN)).toBeNull();
  });

  it('finds nothing where nothing is known', () => {
    expect(closestName('password', [])).toBeNull();
  });
});

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
    ['password', 'password', 0],
  ])('from %j to %j is %d', (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance);
  });
});
