import { decodeBase64url, encodeBase64url, encodedLength, isCanonicalBase64url } from './base64url.js';
import { EnvelopeError } from './envelope.errors.js';
import { paddedLength } from './padme.js';
import { encodeAscii } from './utf8.js';

const version = 1;
const passwordFlag = 0b1;
const ivBytes = 12;
const tagBytes = 16;
const smallestCiphertext = /* @__PURE__ */ encodedLength(/* @__PURE__ */ paddedLength(0) + tagBytes);
const envelopeForm = /^onasty([1-9][0-9]{0,3})\.([^.]+)\.([^.]+)\.([^.]+)$/;

export interface EnvelopeInfo {
  version: 1;
  hasPassword: boolean;
}

interface EnvelopeParts {
  header: string;
  iv: string;
  ciphertext: string;
}

/** Inspects an envelope without keys; null for plain text. @throws {EnvelopeError} `envelope.unsupported_version` */
export function parseEnvelope(content: string): EnvelopeInfo | null {
  const parts = splitEnvelope(content);
  return parts && parseHeader(parts);
}

/** Returns the length in bytes of the envelope of a text, without sealing it. */
export function sealedLength(text: string): number {
  const textBytes = new TextEncoder().encode(text).length;
  const ciphertext = encodedLength(paddedLength(textBytes) + tagBytes);
  return `${prefixFor(false)}..`.length + encodedLength(ivBytes) + ciphertext;
}

export function prefixFor(hasPassword: boolean): string {
  return withPrefix(encodeBase64url(Uint8Array.of(version, hasPassword ? passwordFlag : 0)));
}

export function decodeEnvelope(content: string) {
  const parts = splitEnvelope(content);
  const iv = parts && decodeBase64url(parts.iv);
  const ciphertext = parts && decodeBase64url(parts.ciphertext);
  if (!parts || !parseHeader(parts) || !iv || !ciphertext) throw new EnvelopeError('envelope.malformed');
  return { additionalData: encodeAscii(withPrefix(parts.header)), iv, ciphertext };
}

function withPrefix(header: string): string {
  return `onasty${version}.${header}`;
}

function splitEnvelope(content: string): EnvelopeParts | null {
  const [, formVersion, header = '', iv = '', ciphertext = ''] = envelopeForm.exec(content) ?? [];
  if (formVersion === undefined || ![header, iv, ciphertext].every(isCanonicalBase64url)) return null;
  if (formVersion !== String(version)) throw new EnvelopeError('envelope.unsupported_version');
  const fits = iv.length === encodedLength(ivBytes) && ciphertext.length >= smallestCiphertext;
  return fits ? { header, iv, ciphertext } : null;
}

function parseHeader({ header }: EnvelopeParts): EnvelopeInfo | null {
  const [headerVersion, flags, ...rest] = decodeBase64url(header) ?? [];
  if (headerVersion === undefined || flags === undefined || rest.length > 0) return null;
  if (headerVersion !== version || flags > passwordFlag)
    throw new EnvelopeError('envelope.unsupported_version');
  return { version, hasPassword: flags === passwordFlag };
}
