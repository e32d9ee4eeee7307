import { format, inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from './secret.js';

describe('Secret', () => {
  const secret = new Secret('hunter2');

  it('reveals its value on request', () => {
    expect(secret.reveal()).toBe('hunter2');
  });

  it.each([
    ['text', () => String(secret)],
    ['JSON', () => JSON.stringify({ nested: [secret] })],
    ['inspect', () => inspect({ nested: { secret } }, { depth: 9, showHidden: true })],
    ['format', () => format('%s %o %j', secret, secret, secret)],
    ['its properties', () => inspect([Object.entries(secret), Object.assign({}, secret)])],
    ['a clone', () => JSON.stringify(structuredClone(secret))],
  ])('does not print in %s', (_where, print) => {
    expect(print()).not.toContain('hunter2');
  });
});
