import { describe, expect, it } from 'vitest';
import { ApiError, NetworkError, type ListedNote } from '#libs/api-client';
import { changesOf, endingOf, statusOf, ownNoteOf } from './own-note.js';

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

describe('ownNoteOf and statusOf', () => {
  it('set absent times to null', () => {
    expect(note()).toMatchObject({ expiresAt: null, readAt: null, sealed: false, deleted: false });
  });

  it('parse the times of a note', () => {
    const { expiresAt, readAt } = note({ expires_at: AFTER, read_at: BEFORE });
    expect(expiresAt).toEqual(new Date(AFTER));
    expect(readAt).toEqual(new Date(BEFORE));
  });

  it.each([
    ['unread', note()],
    ['unread', note({ expires_at: AFTER })],
    ['reusable', note({ keep_before_expiration: true, expires_at: AFTER })],
    ['expired', note({ expires_at: BEFORE })],
    ['expired', note({ keep_before_expiration: true, expires_at: NOW.toISOString() })],
    ['read', note({ read_at: BEFORE })],
    ['read', note({ read_at: BEFORE, expires_at: BEFORE })],
    ['deleted', { ...note({ read_at: BEFORE }), deleted: true }],
  ])('derive the status %s', (status, of) => {
    expect(statusOf(of, NOW)).toBe(status);
  });
});

describe('changesOf', () => {
  it.each([
    ['plain', note()],
    ['plain with a password', note({ has_password: true })],
    ['plain and reusable', note({ keep_before_expiration: true, expires_at: AFTER })],
  ])('allows expiry, text and password for a note that is %s', (_, of) => {
    expect(changesOf(of, NOW)).toEqual(['expiry', 'content', 'password']);
  });

  it.each([
    ['sealed', note({ sealed: true })],
    ['sealed with a password', note({ sealed: true, has_password: true })],
  ])('allows only the expiry for a note that is %s', (_, of) => {
    expect(changesOf(of, NOW)).toEqual(['expiry']);
  });

  it.each([
    ['read', note({ read_at: BEFORE })],
    ['expired', note({ expires_at: BEFORE })],
    ['deleted', { ...note(), deleted: true }],
  ])('allows nothing for a note that is %s', (_, of) => {
    expect(changesOf(of, NOW)).toEqual([]);
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
