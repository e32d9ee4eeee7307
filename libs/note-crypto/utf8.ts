import { EnvelopeError } from './envelope.errors.js';

/** Rejects lone surrogates, which TextEncoder silently replaces with U+FFFD. */
export function encodeText(text: string): Uint8Array<ArrayBuffer> {
  if (/\p{Surrogate}/u.test(text)) throw new EnvelopeError('envelope.text_malformed');
  return encodeAscii(text);
}

export function encodeAscii(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

export function decodeText(bytes: Uint8Array): string {
  try {
    // ignoreBOM keeps a leading U+FEFF.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new EnvelopeError('envelope.malformed', { cause });
  }
}
