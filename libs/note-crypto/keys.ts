import { encodeBase64url } from './base64url.js';
import { linkSecretBytes } from './link-secret.js';
import { encodeAscii, encodeText } from './utf8.js';
import { webCrypto } from './web-crypto.js';

const passwordIterations = 600_000;

type Purpose = 'salt' | 'content' | 'access' | 'link';

export interface EnvelopeKeys {
  /** 43 characters, sent as the API's `password`. The server requires it to release the envelope. */
  accessProof: string;
  /** Non-extractable. */
  contentKey: CryptoKey;
}

/**
 * Derives both keys of a note from its link secret (43 characters) and its password. An empty password is none. A
 * password takes 0.1 to 1 s: PBKDF2-HMAC-SHA-256 with 600,000 iterations (OWASP Password Storage Cheat Sheet) of its
 * NFKC form, because keyboards compose characters differently.
 * @throws {EnvelopeError} `link.incomplete`, `envelope.text_malformed` (password), `envelope.crypto_unavailable`
 */
export async function deriveKeys(linkSecret: string, password = ''): Promise<EnvelopeKeys> {
  const secret = linkSecretBytes(linkSecret);
  const root = await hkdfKey(password === '' ? secret : await withPassword(secret, password));
  const [contentKey, accessProof] = await Promise.all([
    webCrypto().deriveKey(expand('content'), root, { name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]),
    deriveBytes(root, 'access', 32),
  ]);
  return { accessProof: encodeBase64url(accessProof), contentKey };
}

/** Derives the link proof (43 characters) from the link secret alone. @throws {EnvelopeError} like `deriveKeys` */
export async function deriveLinkProof(linkSecret: string): Promise<string> {
  return encodeBase64url(await deriveBytes(await hkdfKey(linkSecretBytes(linkSecret)), 'link', 32));
}

async function withPassword(
  secret: Uint8Array<ArrayBuffer>,
  password: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const passwordBytes = encodeText(password.normalize('NFKC'));
  const salt = await deriveBytes(await hkdfKey(secret), 'salt', 16);
  const key = await webCrypto().importKey('raw', passwordBytes, 'PBKDF2', false, ['deriveBits']);
  const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: passwordIterations };
  const passwordKey = new Uint8Array(await webCrypto().deriveBits(algorithm, key, 256));
  return Uint8Array.of(...secret, ...passwordKey);
}

function hkdfKey(input: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return webCrypto().importKey('raw', input, 'HKDF', false, ['deriveBits', 'deriveKey']);
}

async function deriveBytes(
  key: CryptoKey,
  purpose: Purpose,
  byteCount: number,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await webCrypto().deriveBits(expand(purpose), key, byteCount * 8));
}

function expand(purpose: Purpose): HkdfParams {
  return { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: encodeAscii(`onasty/v1/${purpose}`) };
}
