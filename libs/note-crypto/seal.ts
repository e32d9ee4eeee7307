import { encodeBase64url } from './base64url.js';
import { headOf } from './envelope.js';
import { deriveKeys } from './keys.js';
import { pad } from './padme.js';
import { encodeAscii, encodeText } from './utf8.js';
import { webCrypto } from './web-crypto.js';

export interface SealedNote {
  /** ASCII: what the server stores. */
  envelope: string;
  /** 43 characters for the fragment of the link. Whoever has it (and the password, if any) can read the note. */
  linkSecret: string;
  /** 43 characters: what the server demands before it hands out the envelope. */
  accessProof: string;
}

/**
 * Encrypts a text under a fresh link secret and, if given, a password. An empty password is no password.
 *
 * @throws {EnvelopeError} `envelope.text_malformed` when text or password hold a lone surrogate,
 * `envelope.crypto_unavailable` on a page without HTTPS.
 *
 * @example
 * const { envelope, linkSecret, accessProof } = await seal('the password is 1234', { password: 'swan' });
 * const { slug } = await client.create({ content: envelope, password: accessProof });
 * const link = `${origin}/secret/${slug}#${linkSecret}`;
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

/** A link secret must never be used for two notes: for the test vectors and `seal` only. */
export async function sealWith({ text, password, linkSecret, iv }: Seal): Promise<SealedNote> {
  const plaintext = pad(encodeText(text));
  const { accessProof, contentKey } = await deriveKeys(linkSecret, password);
  const head = headOf(password !== '');
  const algorithm = { name: 'AES-GCM', iv, additionalData: encodeAscii(head) };
  const ciphertext = new Uint8Array(await webCrypto().encrypt(algorithm, contentKey, plaintext));
  const envelope = `${head}.${encodeBase64url(iv)}.${encodeBase64url(ciphertext)}`;
  return { envelope, linkSecret, accessProof };
}
