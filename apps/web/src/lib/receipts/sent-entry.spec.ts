import { describe, expect, it } from 'vitest';
import { sentEntryOf } from './sent-entry.js';
import type { SentNote, SentNoteStatus } from './sent-note.js';

const TIME = '2026-11-27T12:00:00.000Z';
const LATER = '2026-11-28T12:00:00.000Z';
const note: SentNote = { slug: 'a', receipt: 'r', createdAt: TIME, reusable: false };

const entry = (fields: Partial<SentNote> = {}, status?: Partial<SentNoteStatus>) =>
  sentEntryOf(
    { ...note, ...fields },
    status === undefined ? undefined : { state: 'unread', checkedAt: TIME, ...status },
  );

describe('entry of a sent note', () => {
  it.each([
    ['unknown', entry()],
    ['unread', entry({}, { state: 'unread' })],
    ['reusable', entry({ reusable: true }, { state: 'unread' })],
    ['read', entry({}, { state: 'read' })],
    ['expired', entry({ reusable: true }, { state: 'expired' })],
    ['deleted', entry({}, { state: 'deleted' })],
    ['forgotten', entry({}, { state: 'forgotten' })],
  ])('has the state %s', (state, of) => {
    expect(of.state).toBe(state);
  });

  it('has name, reads and times', () => {
    const reads = { reads: 3, lastReadAt: LATER };
    expect(entry({ label: 'bank', reusable: true }, reads)).toMatchObject({
      key: 'r',
      label: 'bank',
      reads: 3,
      lastReadAt: new Date(LATER),
      readAt: null,
    });
    expect(entry({}, { state: 'read', readAt: LATER }).readAt).toEqual(new Date(LATER));
    expect(entry()).toMatchObject({ label: '', reads: 0, expiresAt: null });
  });

  it('prefers the expiry that the server reports', () => {
    expect(entry({ expiresAt: LATER }).expiresAt).toEqual(new Date(LATER));
    expect(entry({ expiresAt: LATER }, { expiresAt: TIME }).expiresAt).toEqual(new Date(TIME));
  });
});
