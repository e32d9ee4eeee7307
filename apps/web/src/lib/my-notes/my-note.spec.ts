import { describe, expect, it } from 'vitest';
import { ApiError, NetworkError, type OwnNote } from '#libs/api-client';
import { changesOf, endOf, fateOf, myNoteOf } from './my-note.js';

const NOW = new Date('2026-11-21T12:00:00.000Z');
const BEFORE = '2026-11-21T11:59:59.000Z';
const AFTER = '2026-11-28T12:00:00.000Z';

const note = (fields: Partial<OwnNote> = {}) =>
  myNoteOf({
    slug: 'boat-house',
    content: '',
    keep_before_expiration: false,
    has_password: false,
    created_at: '2026-11-20T12:00:00.000Z',
    ...fields,
  });

const refused = (status: number, code: string, details: Record<string, unknown> = {}) =>
  new ApiError({ status, code, message: 'whatever', requestId: null, details });

describe('a note of the list', () => {
  it('has no times that it was not given', () => {
    expect(note()).toMatchObject({ expiresAt: null, readAt: null, sealed: false, deleted: false });
  });

  it('has the times that it was given', () => {
    const { expiresAt, readAt } = note({ expires_at: AFTER, read_at: BEFORE });
    expect(expiresAt).toEqual(new Date(AFTER));
    expect(readAt).toEqual(new Date(BEFORE));
  });

  it.each([
    ['unread', note()],
    ['unread', note({ expires_at: AFTER })],
    ['kept', note({ keep_before_expiration: true, expires_at: AFTER })],
    ['expired', note({ expires_at: BEFORE })],
    ['expired', note({ keep_before_expiration: true, expires_at: NOW.toISOString() })],
    ['read', note({ read_at: BEFORE })],
    ['read', note({ read_at: BEFORE, expires_at: BEFORE })],
    ['deleted', { ...note({ read_at: BEFORE }), deleted: true }],
  ])('is %s', (fate, of) => {
    expect(fateOf(of, NOW)).toBe(fate);
  });
});

describe('what may be changed', () => {
  it.each([
    ['plain', note()],
    ['plain with a password', note({ has_password: true })],
    ['plain and kept', note({ keep_before_expiration: true, expires_at: AFTER })],
  ])('of a note that is %s is its expiry, its text and its password', (_, of) => {
    expect(changesOf(of, NOW)).toEqual(['expiry', 'content', 'password']);
  });

  it.each([
    ['sealed', note({ sealed: true })],
    ['sealed with a password', note({ sealed: true, has_password: true })],
  ])('of a note that is %s is its expiry', (_, of) => {
    expect(changesOf(of, NOW)).toEqual(['expiry']);
  });

  it.each([
    ['read', note({ read_at: BEFORE })],
    ['expired', note({ expires_at: BEFORE })],
    ['deleted', { ...note(), deleted: true }],
  ])('of a note that is %s is nothing', (_, of) => {
    expect(changesOf(of, NOW)).toEqual([]);
  });
});

describe('the end of a note, as an answer says it', () => {
  it.each([404, 409])('is that it was read, and when: %i', (status) => {
    const end = endOf(refused(status, 'note.already_read', { read_at: BEFORE }), NOW);
    expect(end).toEqual({ fate: 'read', readAt: new Date(BEFORE) });
  });

  it('is that it expired, and when', () => {
    const end = endOf(refused(404, 'note.expired', { expires_at: BEFORE }), NOW);
    expect(end).toEqual({ fate: 'expired', expiresAt: new Date(BEFORE) });
  });

  it('is now, where the answer does not say when', () => {
    expect(endOf(refused(404, 'note.already_read'), NOW)).toEqual({ fate: 'read', readAt: NOW });
  });

  it('is that it is not there any more', () => {
    expect(endOf(refused(404, 'note.not_found'), NOW)).toEqual({ fate: 'deleted' });
  });

  it.each([
    ['a time asked for that has passed', refused(410, 'note.expired')],
    ['a note that is too long', refused(413, 'request.too_large')],
    ['a proxy that knows no such page', refused(404, 'http.404')],
    ['no answer', new NetworkError()],
  ])('is not told by %s', (_, error) => {
    expect(endOf(error, NOW)).toBeNull();
  });
});
