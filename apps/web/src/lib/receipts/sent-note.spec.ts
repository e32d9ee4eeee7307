import { describe, expect, it } from 'vitest';
import { parseReceipts, serializeReceipts, type SentNote } from './sent-note.js';

const stored = { slug: 'a', receipt: 'r', createdAt: '2026-11-20T12:00:00Z', kept: false };
const note: SentNote = { slug: 'a', receipt: 'r', createdAt: '2026-11-20T12:00:00Z', reusable: false };

describe('parseReceipts', () => {
  it('reads what serializeReceipts wrote', () => {
    const notes = [note, { ...note, receipt: 's', reusable: true, expiresAt: '2026-11-27T12:00:00Z' }];
    expect(parseReceipts(serializeReceipts(notes))).toEqual(notes);
  });

  it('reads the form that earlier versions stored', () => {
    const expiresAt = '2026-11-27T12:00:00Z';
    expect(parseReceipts(JSON.stringify([stored, { ...stored, kept: true, expiresAt }]))).toEqual([
      note,
      { ...note, reusable: true, expiresAt },
    ]);
  });

  it.each([null, '', 'no json', '{}', '7', 'null'])('returns nothing for the stored value %s', (value) => {
    expect(parseReceipts(value)).toEqual([]);
  });

  it('drops malformed entries only', () => {
    const malformed = [
      null,
      7,
      'x',
      {},
      { ...stored, slug: 1 },
      { ...stored, expiresAt: 5 },
      { ...stored, kept: 'no' },
    ];
    expect(parseReceipts(JSON.stringify([...malformed, stored]))).toEqual([note]);
  });
});
