import { describe, expect, it } from 'vitest';
import { LIST_FILTERS } from '../note-list/list-view.js';
import { filterOf, pathOf } from './filter-paths.js';

describe('filterOf', () => {
  it.each(LIST_FILTERS)('maps the path of the filter %s back to it', (filter) => {
    expect(filterOf(new URL(pathOf(filter), 'http://page').search)).toBe(filter);
  });

  it.each(['', '?show=', '?show=secret', '?other=read'])('falls back to all notes for %j', (search) => {
    expect(filterOf(search)).toBe('all');
  });
});
