import { describe, expect, it } from 'vitest';
import { parseReceipts, type SentNote } from './sent-note.js';

const note: SentNote = { slug: 'a', receipt: 'r', createdAt: '2026-11-20T12:00:00Z', kept: false };

describe('the receipts in storage', () => {
  it('are read as they were written', () => {
    const notes = [note, { ...note, receipt: 's', kept: true, expiresAt: '2026-11-27T12:00:00Z' }];
    expect(parseReceipts(JSON.stringify(notes))).toEqual(notes);
  });

  it.each([null, '', 'no json', '{}', '7', 'null'])('are none when storage holds %s', (stored) => {
    expect(parseReceipts(stored)).toEqual([]);
  });

  it('lose only the entries that are broken', () => {
    const broken = [
      null,
      7,
      'x',
      {},
      { ...note, slug: 1 },
      { ...note, expiresAt: 5 },
      { ...note, kept: 'no' },
    ];
    expect(parseReceipts(JSON.stringify([...broken, note]))).toEqual([note]);
  });
});
