import { EnvelopeError } from './envelope.errors.js';

/** Browsers hide `subtle` from pages that came over plain HTTP, localhost aside, though its type says otherwise. */
export function webCrypto(): SubtleCrypto {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (subtle === undefined) throw new EnvelopeError('envelope.crypto_unavailable');
  return subtle;
}
