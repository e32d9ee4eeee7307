import { describe, expect, it } from 'vitest';
import {
  isFinal,
  parseFormerList,
  parseSentNote,
  parseStatus,
  serializeSentNote,
  statusOf,
  type SentNote,
} from './sent-note.js';

const stored = { slug: 'a', receipt: 'r', createdAt: '2026-11-20T12:00:00Z', kept: false };
const note: SentNote = { slug: 'a', receipt: 'r', createdAt: '2026-11-20T12:00:00Z', reusable: false };
const TIME = '2026-11-27T12:00:00Z';

const malformedNotes: [string, unknown][] = [
  ['null', null],
  ['a number', 7],
  ['a text', 'x'],
  ['no fields', {}],
  ['a slug that is a number', { ...stored, slug: 1 }],
  ['an expiry that is a number', { ...stored, expiresAt: 5 }],
  ['a label that is a list', { ...stored, label: [] }],
  ['a text for a flag', { ...stored, kept: 'no' }],
];

describe('parseSentNote', () => {
  it.each([
    ['the least', note],
    ['an expiry', { ...note, reusable: true, expiresAt: TIME }],
    ['a private name', { ...note, label: 'bank' }],
  ])('reads what serializeSentNote wrote: %s', (_, sent) => {
    expect(parseSentNote(serializeSentNote(sent))).toEqual(sent);
  });

  it('reads the form that earlier versions stored', () => {
    expect(parseSentNote(JSON.stringify(stored))).toEqual(note);
  });

  it.each(malformedNotes)('returns null for %s', (_, value) => {
    expect(parseSentNote(JSON.stringify(value))).toBeNull();
  });

  it.each(['', 'no json', '{'])('returns null for the text %j', (text) => {
    expect(parseSentNote(text)).toBeNull();
  });
});

describe('parseFormerList', () => {
  it('drops malformed entries only', () => {
    const list = [...malformedNotes.map(([, value]) => value), { ...stored, kept: true, expiresAt: TIME }];
    expect(parseFormerList(JSON.stringify(list))).toEqual([{ ...note, reusable: true, expiresAt: TIME }]);
  });

  it.each(['', 'no json', '{}', '7', 'null'])('returns nothing for the stored value %s', (value) => {
    expect(parseFormerList(value)).toEqual([]);
  });
});

describe('status', () => {
  const now = new Date(TIME);

  it.each([
    ['an unread note', { state: 'unread' as const, expires_at: TIME }, { state: 'unread', expiresAt: TIME }],
    ['a read note', { state: 'read' as const, read_at: TIME }, { state: 'read', readAt: TIME }],
    [
      'a reusable note',
      { state: 'unread' as const, reads: 3, last_read_at: TIME },
      { state: 'unread', reads: 3, lastReadAt: TIME },
    ],
  ])('of %s is stored as the server reports it', (_, receipt, fields) => {
    const status = statusOf(receipt, now);
    expect(status).toEqual({ ...fields, checkedAt: now.toISOString() });
    expect(parseStatus(JSON.stringify(status))).toEqual(status);
  });

  it.each([
    null,
    {},
    { state: 'lost', checkedAt: TIME },
    { state: 'unread' },
    { state: 'unread', checkedAt: TIME, reads: 'x' },
  ])('is null for the malformed %j', (value) => {
    expect(parseStatus(JSON.stringify(value))).toBeNull();
  });

  it('is final unless the note may still be read', () => {
    const finals = (['unread', 'read', 'expired', 'deleted', 'forgotten'] as const).map((state) =>
      isFinal({ state, checkedAt: TIME }),
    );
    expect(finals).toEqual([false, true, true, true, true]);
    expect(isFinal(undefined)).toBe(false);
  });
});
