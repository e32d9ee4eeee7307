import { EnvelopeError } from './envelope.errors.js';

/** Despite its type, `subtle` is undefined on insecure pages. */
export function webCrypto(): SubtleCrypto {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (subtle === undefined) throw new EnvelopeError('envelope.crypto_unavailable');
  return subtle;
}
