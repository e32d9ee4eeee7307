import { describe, expect, it } from 'vitest';
import { checkDraft, isSlug, type NoteDraft } from './note.js';

const MAX_BYTES = 100;
const draft: NoteDraft = {
  content: 'text',
  slug: null,
  password: null,
  linkProof: null,
  reusable: false,
  expiry: 'default',
  label: null,
  reference: null,
  notice: { isWanted: null, key: null },
};

const checking = (changes: Partial<NoteDraft>) => () => checkDraft({ ...draft, ...changes }, MAX_BYTES);

describe('checkDraft', () => {
  it('accepts text up to the limit in bytes', () => {
    expect(checking({ content: 'é'.repeat(50) })).not.toThrow();
    expect(checking({ content: 'é'.repeat(51) })).toThrow('note: content is too long');
  });

  it('rejects empty content before an invalid slug', () => {
    expect(checking({ content: '', slug: 'not a slug' })).toThrow('note: content is empty');
  });

  it.each(['a b', 'ä', 'a/b', 'a.b', '..', 'a\n', 'x'.repeat(256)])('rejects the slug %j', (slug) => {
    expect(checking({ slug })).toThrow('note: slug is invalid');
    expect(isSlug(slug)).toBe(false);
  });

  it.each(['a', 'A-b_9', 'x'.repeat(255)])('accepts the slug %j', (slug) => {
    expect(checking({ slug })).not.toThrow();
  });

  it('requires an expiry for a reusable note', () => {
    for (const expiry of ['default', 'never'] as const) {
      expect(checking({ reusable: true, expiry })).toThrow('expiration time is not provided');
    }
    for (const expiry of [{ at: new Date() }, { inSeconds: 1 }]) {
      expect(checking({ reusable: true, expiry })).not.toThrow();
    }
  });
});
