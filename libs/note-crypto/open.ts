import { decodeEnvelope } from './envelope.js';
import { EnvelopeError } from './envelope.errors.js';
import type { EnvelopeKeys } from './keys.js';
import { unpad } from './padme.js';
import { decodeText } from './utf8.js';
import { webCrypto } from './web-crypto.js';

/**
 * Decrypts an envelope with the keys of `deriveKeys` and returns exactly the text that was sealed. @throws {EnvelopeError}
 * `envelope.refused` (wrong keys, changed envelope), `….malformed`, `….unsupported_version`, `….crypto_unavailable`
 */
export async function open(envelope: string, keys: Pick<EnvelopeKeys, 'contentKey'>): Promise<string> {
  const { iv, additionalData, ciphertext } = decodeEnvelope(envelope);
  const plaintext = await webCrypto()
    .decrypt({ name: 'AES-GCM', iv, additionalData }, keys.contentKey, ciphertext)
    .catch((cause: unknown) => {
      throw new EnvelopeError('envelope.refused', { cause });
    });
  return decodeText(unpad(new Uint8Array(plaintext)));
}
