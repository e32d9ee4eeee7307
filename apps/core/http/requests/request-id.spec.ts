import { describe, expect, it } from 'vitest';
import { requestIdOf } from './request-id.js';

const idFor = (given?: string) =>
  requestIdOf({ headers: given === undefined ? {} : { 'x-request-id': given } });

describe('request id', () => {
  it.each(['a', 'trace-1.2_3', 'x'.repeat(128)])('is that of the caller if well-formed: %s', (given) => {
    expect(idFor(given)).toBe(given);
  });

  it.each([undefined, '', 'x'.repeat(129), 'a b', 'a\nb', '<script>', 'ä'])(
    'is a new UUID for %j',
    (given) => {
      expect(idFor(given)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    },
  );
});
