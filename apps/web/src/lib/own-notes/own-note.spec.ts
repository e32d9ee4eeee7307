import { describe, expect, it } from 'vitest';
import { ApiError, NetworkError, type ListedNote } from '#libs/api-client';
import { changesOf, endingOf, ownEntryOf, ownNoteOf } from './own-note.js';

const NOW = new Date('2026-11-21T12:00:00.000Z');
const BEFORE = '2026-11-21T11:59:59.000Z';
const AFTER = '2026-11-28T12:00:00.000Z';

const note = (fields: Partial<ListedNote> = {}) =>
  ownNoteOf({
    slug: 'boat-house',
    content: '',
    keep_before_expiration: false,
    has_password: false,
    created_at: '2026-11-20T12:00:00.000Z',
    ...fields,
  });

const apiError = (status: number, code: string, details: Record<string, unknown> = {}) =>
  new ApiError({ status, code, message: 'whatever', requestId: null, details });

const entry = (fields: Partial<ListedNote> = {}) => ownEntryOf(note(fields), NOW);

describe('own note', () => {
  it('has null for absent times, no name and no reads', () => {
    expect(note()).toMatchObject({
      label: '',
      expiresAt: null,
      readAt: null,
      lastReadAt: null,
      reads: 0,
      sealed: false,
      deleted: false,
    });
  });

  it('has the fields of the API', () => {
    const times = { expires_at: AFTER, read_at: BEFORE, last_read_at: BEFORE };
    expect(note({ ...times, label: 'bank', reads: 3, sealed: true })).toMatchObject({
      label: 'bank',
      expiresAt: new Date(AFTER),
      readAt: new Date(BEFORE),
      lastReadAt: new Date(BEFORE),
      reads: 3,
      sealed: true,
    });
  });
});

describe('ownEntryOf', () => {
  it.each([
    ['unread', note()],
    ['unread', note({ expires_at: AFTER })],
    ['reusable', note({ keep_before_expiration: true, expires_at: AFTER })],
    ['expired', note({ expires_at: BEFORE })],
    ['expired', note({ keep_before_expiration: true, expires_at: NOW.toISOString() })],
    ['read', note({ read_at: BEFORE })],
    ['read', note({ read_at: BEFORE, expires_at: BEFORE })],
    ['deleted', { ...note({ read_at: BEFORE }), deleted: true }],
  ])('has the state %s', (state, of) => {
    expect(ownEntryOf(of, NOW)).toMatchObject({ state, key: 'boat-house', note: of });
  });
});

describe('changesOf', () => {
  it.each([
    ['plain', entry()],
    ['plain with a password', entry({ has_password: true })],
    ['plain and reusable', entry({ keep_before_expiration: true, expires_at: AFTER })],
  ])('allows name, expiry, text and password for a note that is %s', (_, of) => {
    expect(changesOf(of)).toEqual(['name', 'expiry', 'content', 'password']);
  });

  it.each([
    ['sealed', entry({ sealed: true })],
    ['sealed with a password', entry({ sealed: true, has_password: true })],
  ])('allows name and expiry for a note that is %s', (_, of) => {
    expect(changesOf(of)).toEqual(['name', 'expiry']);
  });

  it.each([
    ['read', entry({ read_at: BEFORE })],
    ['expired', entry({ expires_at: BEFORE })],
  ])('allows only the name for a note that is %s', (_, of) => {
    expect(changesOf(of)).toEqual(['name']);
  });

  it('allows nothing for a deleted note', () => {
    expect(changesOf(ownEntryOf({ ...note(), deleted: true }, NOW))).toEqual([]);
  });
});

describe('endingOf', () => {
  it.each([404, 409])('returns when the note was read, for status %i', (status) => {
    const ending = endingOf(apiError(status, 'note.already_read', { read_at: BEFORE }), NOW);
    expect(ending).toEqual({ status: 'read', readAt: new Date(BEFORE) });
  });

  it('returns when the note expired', () => {
    const ending = endingOf(apiError(404, 'note.expired', { expires_at: BEFORE }), NOW);
    expect(ending).toEqual({ status: 'expired', expiresAt: new Date(BEFORE) });
  });

  it('defaults to the current time', () => {
    expect(endingOf(apiError(404, 'note.already_read'), NOW)).toEqual({ status: 'read', readAt: NOW });
  });

  it('recognises a deleted note', () => {
    expect(endingOf(apiError(404, 'note.not_found'), NOW)).toEqual({ status: 'deleted' });
  });

  it.each([
    ['a requested expiry in the past', apiError(410, 'note.expired')],
    ['a note that is too long', apiError(413, 'request.too_large')],
    ['a 404 of a proxy', apiError(404, 'http.404')],
    ['a network failure', new NetworkError()],
  ])('returns null for %s', (_, error) => {
    expect(endingOf(error, NOW)).toBeNull();
  });
});
