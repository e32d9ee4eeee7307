import { decodeBase64url, isCanonicalBase64url } from './base64url.js';
import { EnvelopeError } from './envelope.errors.js';

const fragmentForm = /^#?([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/;

/**
 * Takes the link secret out of a URL fragment, with or without the leading `#`, and gives its 43 characters.
 * Whatever follows after a character that base64url does not know (`&utm_source=…`, `?fbclid=…`) is dropped.
 *
 * @throws {EnvelopeError} `link.incomplete` when the secret is missing, cut, too long or misspelt.
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
