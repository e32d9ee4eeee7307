import { describe, expect, it } from 'vitest';
import { FILTERS, filterOf } from './filters.js';

describe('filterOf', () => {
  it.each(FILTERS.map(({ filter, path }) => [path, filter]))('maps %s to the filter %s', (path, filter) => {
    expect(filterOf(new URL(path, 'http://page').search)).toBe(filter);
  });

  it.each(['?show=', '?show=secret', '?other=read'])('falls back to all notes for %s', (search) => {
    expect(filterOf(search)).toBe('all');
  });
});
