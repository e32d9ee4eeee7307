import { describe, expect, it } from 'vitest';
import { clearSent, EMPTY_DRAFT, hasInput, isEmptyDraft, parseDraft, type NoteDraft } from './note-draft.js';

const FULL: NoteDraft = {
  text: 'a text',
  reusable: true,
  expiry: 'custom',
  customTime: '2027-01-01T10:00',
  password: 'a password',
  slug: 'a-link',
  label: 'a name',
  notify: true,
};

describe('parseDraft', () => {
  it('returns every field', () => {
    expect(parseDraft(JSON.parse(JSON.stringify(FULL)))).toEqual(FULL);
  });

  it('accepts a draft of an earlier version, which knows no notices', () => {
    expect(parseDraft({ ...FULL, notify: undefined })).toEqual({ ...FULL, notify: null });
    expect(parseDraft({ ...FULL, notify: 7 })).toBeNull();
  });

  it.each(Object.keys(FULL).filter((field) => field !== 'notify'))(
    'rejects a draft without its %s, or with another type of it',
    (field) => {
      expect(parseDraft({ ...FULL, [field]: undefined })).toBeNull();
      expect(parseDraft({ ...FULL, [field]: 7 })).toBeNull();
    },
  );

  it.each([undefined, null, 'text', [], { ...FULL, expiry: '9d' }])('rejects %j', (value) => {
    expect(parseDraft(value)).toBeNull();
  });
});

describe('isEmptyDraft', () => {
  it('is true for the form as it is found', () => {
    expect(isEmptyDraft({ ...EMPTY_DRAFT })).toBe(true);
  });

  it.each(Object.entries(FULL))('is false with another %s', (field, value) => {
    expect(isEmptyDraft({ ...EMPTY_DRAFT, [field]: value })).toBe(false);
  });
});

describe('hasInput', () => {
  it.each(['text', 'password', 'slug', 'label'])('is true with a %s', (field) => {
    expect(hasInput({ ...EMPTY_DRAFT, [field]: 'x' })).toBe(true);
  });

  it('is false with choices alone', () => {
    expect(hasInput({ ...EMPTY_DRAFT, reusable: true, expiry: 'custom', customTime: FULL.customTime })).toBe(
      false,
    );
  });
});

describe('clearSent', () => {
  it('keeps the choices for the next note', () => {
    const draft = { ...FULL };
    clearSent(draft, FULL);
    expect(draft).toEqual({ ...FULL, text: '', password: '', slug: '', label: '' });
  });

  it('keeps what was typed while the note was sent', () => {
    const draft = { ...FULL, text: 'a text and more', password: 'another' };
    clearSent(draft, FULL);
    expect(draft).toMatchObject({ text: 'a text and more', password: 'another', slug: '' });
  });
});
