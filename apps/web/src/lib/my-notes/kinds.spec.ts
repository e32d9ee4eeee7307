import { describe, expect, it } from 'vitest';
import { KINDS, kindOf } from './kinds.js';

describe('which notes an address shows', () => {
  it.each(KINDS.map(({ kind, path }) => [path, kind]))('%s: %s', (path, kind) => {
    expect(kindOf(new URL(path, 'http://page').search)).toBe(kind);
  });

  it.each(['?show=', '?show=secret', '?other=read'])('all of them by %s', (search) => {
    expect(kindOf(search)).toBe('all');
  });
});
