import { describe, expect, it } from 'vitest';
import { entriesInView, LIST_FILTERS, type ListView } from './list-view.js';
import { givenNameOf, isCustomLink, isFinished, type NoteEntry, type NoteState } from './note-entry.js';

const RANDOM_SLUG = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const HOUR_MS = 3_600_000;
const NOW_MS = Date.parse('2026-11-30T12:00:00Z');

function entry(fields: Partial<NoteEntry> & { key: string }): NoteEntry {
  const createdAt = new Date(NOW_MS);
  return {
    slug: RANDOM_SLUG,
    label: '',
    state: 'unread',
    createdAt,
    expiresAt: null,
    readAt: null,
    reads: 0,
    lastReadAt: null,
    ...fields,
  };
}

function keysInView(entries: readonly NoteEntry[], view: Partial<ListView>, language = 'en'): string[] {
  const named = entries.map((of) => ({ entry: of, name: givenNameOf(of) ?? of.key }));
  return entriesInView(named, { filter: 'all', sort: 'newest', search: '', ...view }, language).map(
    ({ entry: { key } }) => key,
  );
}

describe('filter', () => {
  const states: NoteState[] = ['unread', 'reusable', 'read', 'expired', 'deleted', 'forgotten', 'unknown'];
  const entries = [
    ...states.map((state) => entry({ key: state, state })),
    entry({ key: 'reusable-read', state: 'reusable', reads: 3 }),
  ];

  it.each([
    ['all', [...states, 'reusable-read']],
    ['unread', ['unread', 'reusable']],
    ['read', ['read', 'reusable-read']],
    ['expired', ['expired']],
  ] as const)('%s shows %j', (filter, keys) => {
    expect(keysInView(entries, { filter })).toEqual(keys);
  });

  it('has each filter in the test above', () => {
    expect(LIST_FILTERS).toEqual(['all', 'unread', 'read', 'expired']);
  });
});

describe('search', () => {
  const entries = [
    entry({ key: 'a', label: 'Zürich bank PIN' }),
    entry({ key: 'b', label: 'Wi-Fi of the office' }),
    entry({ key: 'boat-house' }),
  ];

  it.each([
    ['', ['a', 'b', 'boat-house']],
    ['   ', ['a', 'b', 'boat-house']],
    ['bank', ['a']],
    ['BANK', ['a']],
    ['zurich', ['a']],
    ['ｂａｎｋ', ['a']],
    ['pin bank', ['a']],
    ['wi-fi', ['b']],
    ['boat', ['boat-house']],
    ['.*', []],
    ['nothing like it', []],
  ])('for %j finds %j', (search, keys) => {
    expect(keysInView(entries, { search })).toEqual(keys);
  });
});

describe('sort', () => {
  const at = (hours: number) => new Date(NOW_MS + hours * HOUR_MS);
  const entries = [
    entry({ key: 'unnamed-new', createdAt: at(5) }),
    entry({ key: 'note 10', label: 'note 10', createdAt: at(4) }),
    entry({ key: 'älg', label: 'älg', createdAt: at(3) }),
    entry({ key: 'Note 2', label: 'Note 2', createdAt: at(2) }),
    entry({ key: 'boat-house', slug: 'boat-house', createdAt: at(1) }),
    entry({ key: 'zebra', label: 'zebra', createdAt: at(1) }),
    entry({ key: 'unnamed-old', createdAt: at(0) }),
  ];

  it('by name follows the language and counts, with unnamed notes last', () => {
    const named = ['älg', 'boat-house', 'Note 2', 'note 10', 'zebra'];
    expect(keysInView(entries, { sort: 'name' })).toEqual([...named, 'unnamed-new', 'unnamed-old']);
    const swedish = ['boat-house', 'Note 2', 'note 10', 'zebra', 'älg'];
    expect(keysInView(entries, { sort: 'name' }, 'sv').slice(0, 5)).toEqual(swedish);
  });

  it('by time keeps the order of the list', () => {
    expect(keysInView(entries, { sort: 'newest' })).toEqual(entries.map(({ key }) => key));
  });

  it('puts the newer of two notes with the same name first', () => {
    const twins = [
      entry({ key: 'old', label: 'same', createdAt: at(0) }),
      entry({ key: 'new', label: 'same', createdAt: at(1) }),
    ];
    expect(keysInView(twins, { sort: 'name' })).toEqual(['new', 'old']);
  });
});

describe('isFinished', () => {
  it.each([
    ['unread', false],
    ['reusable', false],
    ['unknown', false],
    ['read', true],
    ['expired', true],
    ['deleted', true],
    ['forgotten', true],
  ] as const)('of %s is %s', (state, finished) => {
    expect(isFinished({ state })).toBe(finished);
  });
});

describe('givenNameOf', () => {
  it.each([
    ['the private name', { label: 'bank', slug: 'attic' }, 'bank'],
    ['otherwise the custom link', { label: '', slug: 'attic' }, 'attic'],
    ['nothing for a random slug', { label: '', slug: RANDOM_SLUG }, null],
  ])('returns %s', (_, fields, name) => {
    expect(givenNameOf(fields)).toBe(name);
  });
});

describe('isCustomLink', () => {
  it.each([
    ['3f2504e0-4f89-41d3-9a0c-0305e82c3301', false],
    ['AAAAAAAAAAAAAAAAAAAAAA', false],
    ['regret', true],
    ['boat_house-2026', true],
    ['3f2504e0', true],
  ])('of %s is %s', (slug, custom) => {
    expect(isCustomLink(slug)).toBe(custom);
  });
});
