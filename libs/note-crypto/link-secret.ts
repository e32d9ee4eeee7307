import { decodeBase64url, isCanonicalBase64url } from './base64url.js';
import { EnvelopeError } from './envelope.errors.js';

const fragmentForm = /^#?([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/;

/**
 * Returns the link secret (43 characters) of a URL fragment, without parameters that other services append
 * (`&utm_source=…`). @throws {EnvelopeError} `link.incomplete` if it is missing, truncated, too long or malformed
 */
export function parseLinkSecret(fragment: string): string {
  const linkSecret = fragmentForm.exec(fragment)?.[1];
  if (linkSecret === undefined || !isCanonicalBase64url(linkSecret))
    throw new EnvelopeError('link.incomplete');
  return linkSecret;
}

export function linkSecretBytes(linkSecret: string): Uint8Array<ArrayBuffer> {
  const bytes = decodeBase64url(linkSecret);
  if (bytes?.length !== 32) throw new EnvelopeError('link.incomplete');
  return bytes;
}
