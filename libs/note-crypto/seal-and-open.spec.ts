import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { deriveKeys, deriveLinkProof, open, seal, type SealedNote } from './index.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary', minLength: 1_000, maxLength: 3_000 }),
);
const refused = { code: 'envelope.refused' };

async function reopen({ envelope, linkSecret }: SealedNote, password?: string): Promise<string> {
  return open(envelope, await deriveKeys(linkSecret, password));
}

describe('seal and open', () => {
  it('restore any text', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        expect(await reopen(await seal(text))).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('restore any text under any password', async () => {
    const password = fc.string({ unit: 'binary', minLength: 1 });
    await fc.assert(
      fc.asyncProperty(anyText, password, async (text, secret) => {
        expect(await reopen(await seal(text, { password: secret }), secret)).toBe(text);
      }),
      { numRuns: 4, endOnFailure: true },
    );
  }, 30_000);

  it.each([
    '',
    '\ufeffbegins with a byte order mark',
    'NUL \0 inside',
    'e\u0301 is not composed to é',
    '\r\n',
    '🦢',
  ])('restore %j unchanged', async (text) => {
    expect(await reopen(await seal(text))).toBe(text);
  });

  it('restore a text of 2 MiB', async () => {
    const text = 'secret🦢'.repeat(210_000);
    expect((await reopen(await seal(text))) === text).toBe(true);
  });

  it('create a different envelope, link, access proof and link proof each time', async () => {
    const [first, second] = await Promise.all([seal('twice'), seal('twice')]);
    expect(first.envelope.split('.')[2]).not.toBe(second.envelope.split('.')[2]);
    expect(first.linkSecret).not.toBe(second.linkSecret);
    expect(first.accessProof).not.toBe(second.accessProof);
    expect(first.linkProof).not.toBe(second.linkProof);
  });

  it('agree on the link proof, which depends on the link secret alone', async () => {
    const sealed = await seal('a secret', { password: 'swan' });
    expect(await deriveLinkProof(sealed.linkSecret)).toBe(sealed.linkProof);
    expect(sealed.linkProof).toMatch(/^[\w-]{43}$/);
    const { accessProof } = await deriveKeys(sealed.linkSecret);
    expect(new Set([sealed.linkProof, sealed.linkSecret, sealed.accessProof, accessProof]).size).toBe(4);
    expect(sealed.envelope).not.toContain(sealed.linkProof);
  });

  it('agree on the access proof, which is neither the link secret nor part of the envelope', async () => {
    const sealed = await seal('a secret', { password: 'swan' });
    const keys = await deriveKeys(sealed.linkSecret, 'swan');
    expect(keys.accessProof).toBe(sealed.accessProof);
    expect(sealed.accessProof).toMatch(/^[\w-]{43}$/);
    expect(sealed.accessProof).not.toBe(sealed.linkSecret);
    expect(sealed.envelope).not.toContain(sealed.accessProof);
  });

  it('derive a content key that no script can extract', async () => {
    const { contentKey } = await deriveKeys((await seal('a secret')).linkSecret);
    await expect(crypto.subtle.exportKey('raw', contentKey)).rejects.toThrow('not extractable');
  });
});

describe('open', () => {
  it('rejects an envelope with any bit flipped', async () => {
    const { envelope, linkSecret } = await seal('a secret');
    const keys = await deriveKeys(linkSecret);
    const bytes = Buffer.from(envelope, 'ascii');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8((bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7)), bit >> 3);
      const error: unknown = await open(flipped.toString('latin1'), keys).catch((fault: unknown) => fault);
      expect(error, `bit ${bit}`).toMatchObject({ name: 'EnvelopeError' });
    }
  });

  it('rejects an envelope truncated at any length', async () => {
    const { envelope, linkSecret } = await seal('x'.repeat(300));
    const keys = await deriveKeys(linkSecret);
    for (let length = 0; length < envelope.length; length++) {
      await expect(open(envelope.slice(0, length), keys)).rejects.toMatchObject({ name: 'EnvelopeError' });
    }
  });

  it('rejects the header of another envelope', async () => {
    const sealed = await seal('a secret');
    const swapped = sealed.envelope.replace('onasty1.AQA.', 'onasty1.AQE.');
    expect(swapped).not.toBe(sealed.envelope);
    await expect(reopen({ ...sealed, envelope: swapped })).rejects.toMatchObject(refused);
  });

  it('rejects the link secret of another note', async () => {
    const [sealed, other] = await Promise.all([seal('a secret'), seal('a secret')]);
    await expect(reopen({ ...sealed, linkSecret: other.linkSecret })).rejects.toMatchObject(refused);
  });

  it('rejects a wrong, a missing and a superfluous password', async () => {
    const [unlocked, locked] = await Promise.all([seal('a secret'), seal('a secret', { password: 'swan' })]);
    await expect(reopen(locked, 'Swan')).rejects.toMatchObject(refused);
    await expect(reopen(locked)).rejects.toMatchObject(refused);
    await expect(reopen(unlocked, 'swan')).rejects.toMatchObject(refused);
  });

  it('distinguishes a malformed envelope from one of a later version', async () => {
    const { envelope, linkSecret } = await seal('a secret');
    const keys = await deriveKeys(linkSecret);
    await expect(open('a plain text', keys)).rejects.toMatchObject({ code: 'envelope.malformed' });
    const later = envelope.replace('onasty1', 'onasty2');
    await expect(open(later, keys)).rejects.toMatchObject({ code: 'envelope.unsupported_version' });
  });
});

describe('passwords', () => {
  it('match in every Unicode composition', async () => {
    const sealed = await seal('a secret', { password: 'Ångström ﬁ ２' });
    expect(await reopen(sealed, 'A\u030angstro\u0308m fi 2')).toBe('a secret');
  });

  it('count as absent if they are empty', async () => {
    const sealed = await seal('a secret', { password: '' });
    expect(sealed.envelope).toMatch(/^onasty1\.AQA\./);
    expect(await reopen(sealed)).toBe('a secret');
  });

  it('differ by spaces and capitals', async () => {
    const { linkSecret } = await seal('a secret');
    const proofs = await Promise.all(
      ['swan', ' swan', 'Swan'].map(async (password) => (await deriveKeys(linkSecret, password)).accessProof),
    );
    expect(new Set(proofs).size).toBe(3);
  });
});

describe('sealing and key derivation', () => {
  it.each(['\ud800', 'a\udc00b', '\udc00\ud800'])(
    'reject a lone surrogate in the text or the password: %j',
    async (text) => {
      const malformed = { code: 'envelope.text_malformed' };
      await expect(seal(text)).rejects.toMatchObject(malformed);
      await expect(seal('a secret', { password: text })).rejects.toMatchObject(malformed);
    },
  );

  it.each(['', 'short', 'A'.repeat(42), 'A'.repeat(42) + 'B', 'A'.repeat(44)])(
    'reject the link secret %j',
    async (secret) => {
      await expect(deriveKeys(secret)).rejects.toMatchObject({ code: 'link.incomplete' });
      await expect(deriveLinkProof(secret)).rejects.toMatchObject({ code: 'link.incomplete' });
    },
  );

  it('fail on a page without HTTPS, where browsers hide WebCrypto', async () => {
    vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => bytes });
    try {
      await expect(seal('a secret')).rejects.toMatchObject({ code: 'envelope.crypto_unavailable' });
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
