import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../testing/unit/memory-storage.js';
import { changedReceipt, ReceiptStorage } from './receipt-storage.js';
import type { SentNote, SentNoteStatus } from './sent-note.js';

const noteOf = (receipt: string, fields: Partial<SentNote> = {}): SentNote => ({
  slug: receipt,
  receipt,
  createdAt: '2026-11-20T12:00:00Z',
  reusable: false,
  ...fields,
});
const status = (state: SentNoteStatus['state']): SentNoteStatus => ({
  state,
  checkedAt: '2026-11-20T13:00:00Z',
});
const receiptsIn = (tab: ReceiptStorage) => tab.notes().map(({ receipt }) => receipt);
const blocked = (): Storage => {
  throw new DOMException('denied', 'SecurityError');
};

function twoTabs() {
  const storage = memoryStorage();
  const open = () => new ReceiptStorage(() => storage);
  return { storage, one: open(), other: open() };
}

describe('two tabs', () => {
  it('keep the notes that each of them sent', () => {
    const { one, other } = twoTabs();
    one.notes();
    other.notes();
    one.saveNote(noteOf('a'));
    other.saveNote(noteOf('b'));
    expect(receiptsIn(one).toSorted()).toEqual(['a', 'b']);
    expect(receiptsIn(other)).toEqual(receiptsIn(one));
  });

  it('do not bring back what the other has removed', () => {
    const { one, other } = twoTabs();
    one.saveNote(noteOf('a'));
    expect(receiptsIn(other)).toEqual(['a']);
    one.remove('a');
    other.saveStatus('a', status('unread'));
    other.saveNote(noteOf('b'));
    expect(receiptsIn(one)).toEqual(['b']);
    expect(one.status('a')).toBeNull();
  });

  it('keep a name that one gives while the other checks the status', () => {
    const { one, other } = twoTabs();
    one.saveNote(noteOf('a'));
    one.saveNote(noteOf('a', { label: 'bank' }));
    other.saveStatus('a', status('read'));
    expect(one.note('a')?.label).toBe('bank');
    expect(one.status('a')?.state).toBe('read');
  });
});

describe('list of an earlier version', () => {
  const former = (receipt: string) => ({
    slug: receipt,
    receipt,
    createdAt: '2026-11-19T12:00:00Z',
    kept: false,
  });

  it('is taken over once', () => {
    const { storage, one } = twoTabs();
    storage.setItem('sent-notes', JSON.stringify([former('a'), former('b')]));
    expect(receiptsIn(one)).toEqual(['a', 'b']);
    expect(storage.getItem('sent-notes')).toBeNull();
    one.remove('a');
    expect(receiptsIn(one)).toEqual(['b']);
  });

  it('does not undo a newer name', () => {
    const { storage, one } = twoTabs();
    one.saveNote(noteOf('a', { label: 'bank' }));
    storage.setItem('sent-notes', JSON.stringify([former('a')]));
    expect(one.notes()).toEqual([noteOf('a', { label: 'bank' })]);
  });
});

describe('storage', () => {
  it('returns the newest note first, and skips malformed entries and those of others', () => {
    const { storage, one } = twoTabs();
    storage.setItem('theme', 'dark');
    storage.setItem('sent-note:broken', '{');
    one.saveNote(noteOf('old', { createdAt: '2026-11-18T12:00:00Z' }));
    one.saveNote(noteOf('new', { createdAt: '2026-11-21T12:00:00Z' }));
    one.saveNote(noteOf('between', { createdAt: '2026-11-20T12:00:00+02:00' }));
    expect(receiptsIn(one)).toEqual(['new', 'between', 'old']);
  });

  it('lasts as long as the page where the browser blocks it', () => {
    const tab = new ReceiptStorage(blocked);
    tab.saveNote(noteOf('a'));
    tab.saveStatus('a', status('read'));
    expect(tab.notes()).toEqual([noteOf('a')]);
    expect(tab.status('a')).toEqual(status('read'));
    tab.remove('a');
    expect(tab.notes()).toEqual([]);
  });
});

describe('changedReceipt', () => {
  it.each([
    ['sent-note:abc', 'abc'],
    ['sent-note-status:abc', 'abc'],
    ['sent-notes', null],
    [null, null],
    ['theme', undefined],
    ['session', undefined],
  ])('of a change of %s is %s', (key, receipt) => {
    expect(changedReceipt(key)).toBe(receipt);
  });
});
