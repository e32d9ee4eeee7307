import { expect, it } from 'vitest';
import { newsText } from './news.js';
import type { NoteEntry, NoteState } from './note-entry.js';

const entry = (key: string, state: NoteState, reads = 0): NoteEntry => ({
  key,
  slug: key,
  label: '',
  state,
  createdAt: new Date(0),
  expiresAt: null,
  readAt: null,
  reads,
  lastReadAt: null,
});
const news = (before: NoteEntry[], now: NoteEntry[]) =>
  newsText(
    new Map(before.map((each) => [each.key, each])),
    now.map((each) => ({ entry: each, name: each.key })),
  );

it.each<[string, NoteEntry, string]>([
  ['was read', entry('note', 'read'), 'note has been opened.'],
  ['was read again', entry('note', 'reusable', 3), 'note has been opened.'],
  ['expired', entry('note', 'expired'), 'note has expired.'],
  ['is as before', entry('note', 'reusable', 2), ''],
  ['was deleted by its sender', entry('note', 'deleted'), ''],
])('announces a note that %s', (_what, now, text) => {
  expect(news([entry('note', 'reusable', 2)], [now])).toBe(text);
});

it('announces several notes by their number, and none that the list has only just learnt of', () => {
  const before = ['a', 'b'].map((key) => entry(key, 'unread'));
  const now = ['a', 'b', 'c'].map((key) => entry(key, 'read'));
  expect(news(before, now)).toBe('2 notes have been opened or have expired.');
  expect(news([entry('a', 'unknown')], [entry('a', 'read')])).toBe('');
});
