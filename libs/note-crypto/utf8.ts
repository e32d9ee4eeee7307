import { EnvelopeError } from './envelope.errors.js';

/** TextEncoder would silently turn a lone surrogate into U+FFFD, and the reader would get another text. */
export function encodeText(text: string): Uint8Array<ArrayBuffer> {
  if (/\p{Surrogate}/u.test(text)) throw new EnvelopeError('envelope.text_malformed');
  return encodeAscii(text);
}

/** For text known to be well-formed. */
export function encodeAscii(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

export function decodeText(bytes: Uint8Array): string {
  try {
    // Without ignoreBOM a leading U+FEFF would be dropped.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new EnvelopeError('envelope.malformed', { cause });
  }
}
