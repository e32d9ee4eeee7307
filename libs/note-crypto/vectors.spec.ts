import { describe, expect, it } from 'vitest';
import { deriveKeys, deriveLinkProof, open, parseEnvelope } from './index.js';
import { decodeBase64url } from './base64url.js';
import { sealWith } from './seal.js';
import { referenceOpen, referenceSeal } from './testing/reference.js';
import vectors from './vectors.json' with { type: 'json' };

describe.each(vectors)('test vector: $name', (vector) => {
  const { text, password, link_secret: linkSecret, iv, envelope } = vector;

  it('matches an independent implementation byte for byte', () => {
    expect(vector).toEqual({ ...vector, ...referenceSeal(vector) });
    expect(referenceOpen(envelope, vector.content_key)).toBe(text);
  });

  it('matches the output of this library', async () => {
    const ivBytes = decodeBase64url(iv) ?? new Uint8Array();
    const sealed = await sealWith({ text, password, linkSecret, iv: ivBytes });
    const { access_proof: accessProof, link_proof: linkProof } = vector;
    expect(sealed).toEqual({ envelope, linkSecret, accessProof, linkProof });
  });

  it('can be opened by this library', async () => {
    expect(parseEnvelope(envelope)).toEqual({ version: 1, hasPassword: password !== '' });
    const keys = await deriveKeys(linkSecret, password);
    expect(keys.accessProof).toBe(vector.access_proof);
    expect(await deriveLinkProof(linkSecret)).toBe(vector.link_proof);
    expect(await open(envelope, keys)).toBe(text);
  });
});
