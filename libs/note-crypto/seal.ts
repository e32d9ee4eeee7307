import { encodeBase64url } from './base64url.js';
import { prefixFor } from './envelope.js';
import { deriveKeys, deriveLinkProof } from './keys.js';
import { pad } from './padme.js';
import { encodeAscii, encodeText } from './utf8.js';
import { webCrypto } from './web-crypto.js';

export interface SealedNote {
  /** ASCII text that the server stores. */
  envelope: string;
  /** 43 characters for the fragment of the link. With the password, if any, it opens the note. */
  linkSecret: string;
  /** 43 characters that the server requires to release the envelope. */
  accessProof: string;
  linkProof: string;
}

/**
 * Encrypts a text under a fresh link secret and an optional password. An empty password is none.
 * @throws {EnvelopeError} `envelope.text_malformed` if text or password contain a lone surrogate,
 * `envelope.crypto_unavailable` on a page without HTTPS
 */
export async function seal(text: string, options: { password?: string } = {}): Promise<SealedNote> {
  const { crypto } = globalThis;
  const linkSecret = encodeBase64url(crypto.getRandomValues(new Uint8Array(32)));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return sealWith({ text, password: options.password ?? '', linkSecret, iv });
}

interface Seal {
  text: string;
  password: string;
  linkSecret: string;
  iv: Uint8Array<ArrayBuffer>;
}

/** A link secret must never serve two notes: call it from `seal` and the test vectors only. */
export async function sealWith({ text, password, linkSecret, iv }: Seal): Promise<SealedNote> {
  const plaintext = pad(encodeText(text));
  const { accessProof, contentKey } = await deriveKeys(linkSecret, password);
  const linkProof = await deriveLinkProof(linkSecret);
  const prefix = prefixFor(password !== '');
  const algorithm = { name: 'AES-GCM', iv, additionalData: encodeAscii(prefix) };
  const ciphertext = new Uint8Array(await webCrypto().encrypt(algorithm, contentKey, plaintext));
  const envelope = `${prefix}.${encodeBase64url(iv)}.${encodeBase64url(ciphertext)}`;
  return { envelope, linkSecret, accessProof, linkProof };
}
