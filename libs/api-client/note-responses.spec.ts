import { describe, expect, it } from 'vitest';
import { isCreatedNote, isInstance, isNoteMeta, isNoteReceipt, isOpenedNote } from './note-responses.js';

const createdAt = '2026-11-20T20:00:00.000Z';
const meta = { created_at: createdAt, has_password: false, sealed: true, keep_before_expiration: false };
const instance = {
  note_max_bytes: 1,
  note_default_ttl_seconds: 1,
  note_slug_min_length: 6,
  read_lease_seconds: 60,
};
const opened = {
  slug: 's',
  content: 'c',
  keep_before_expiration: false,
  has_password: true,
  created_at: createdAt,
};

describe('response validation', () => {
  it('accepts responses that match the contract', () => {
    expect(isCreatedNote({ slug: 's', receipt: 'r' })).toBe(true);
    expect(isCreatedNote({ slug: 's', receipt: 'r', expires_at: createdAt })).toBe(true);
    expect(isNoteMeta(meta)).toBe(true);
    expect(isNoteMeta({ ...meta, expires_at: createdAt })).toBe(true);
    expect(isOpenedNote(opened)).toBe(true);
    expect(isNoteReceipt({ state: 'read', read_at: createdAt })).toBe(true);
    expect(isNoteReceipt({ state: 'unread', reads: 2, last_read_at: createdAt })).toBe(true);
    expect(isInstance(instance)).toBe(true);
    expect(isInstance({ ...instance, note_max_ttl_seconds: 1 })).toBe(true);
  });

  it('accepts additional fields of a newer server', () => {
    expect(isNoteMeta({ ...meta, views_left: 3 })).toBe(true);
  });

  it.each(Object.keys(opened))('rejects a response without %s', (key) => {
    expect(isOpenedNote({ ...opened, [key]: undefined })).toBe(false);
  });

  it.each([
    ['null', isCreatedNote(null)],
    ['a list', isCreatedNote([])],
    ['a text', isCreatedNote('slug')],
    ['a wrong type', isCreatedNote({ slug: 1, receipt: 'r' })],
    ['a wrong expiry', isCreatedNote({ slug: 's', receipt: 'r', expires_at: null })],
    ['a wrong type of an optional field', isNoteMeta({ ...meta, expires_at: 1 })],
    ['an unknown state', isNoteReceipt({ state: 'lost' })],
    ['a number of reads as text', isNoteReceipt({ state: 'unread', reads: '2' })],
    ['a number as text', isInstance({ ...instance, note_max_bytes: '1' })],
  ])('rejects %s', (_, isBelieved) => {
    expect(isBelieved).toBe(false);
  });
});
