import { decodeBase64url, isCanonicalBase64url } from './base64url.js';
import { EnvelopeError } from './envelope.errors.js';
import { decodeEscapes, decodeQuotedPrintable, invisible, withoutSoftLineBreaks } from './mangled-text.js';

const secretLength = 43;
const sentForm = /^#?([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/;
const separators = /[^A-Za-z0-9_-]+/;
const visibleSeparators = /* @__PURE__ */ new RegExp(`(?:(?!${invisible.source})[^A-Za-z0-9_-])+`);
const shortestBeforeEqualsSign = 8;

/**
 * Returns the link secret (43 characters) of a URL fragment, as it was sent or as other programs left it: escaped, wrapped
 * over several lines, or between characters that do not belong to it. Decides only if exactly one text can be meant. The
 * secrets of emailed links have the same form.
 * @throws {EnvelopeError} `link.incomplete` if it is missing, truncated, too long or ambiguous
 */
export function parseLinkSecret(fragment: string): string {
  const sent = sentForm.exec(fragment)?.[1];
  if (sent !== undefined && isCanonicalBase64url(sent)) return sent;
  const text = decodeEscapes(fragment);
  const [secret, ...others] = whole(text) ?? wrapped(text) ?? quotedPrintable(text) ?? [];
  if (secret === undefined || others.length > 0) throw new EnvelopeError('link.incomplete');
  return secret;
}

export function linkSecretBytes(linkSecret: string): Uint8Array<ArrayBuffer> {
  const bytes = decodeBase64url(linkSecret);
  if (bytes?.length !== 32) throw new EnvelopeError('link.incomplete');
  return bytes;
}

type Secrets = readonly string[] | null;

function whole(text: string): Secrets {
  return distinct(text.split(separators).flatMap((run) => joined([run])));
}

function wrapped(text: string): Secrets {
  return distinct(text.split(visibleSeparators).flatMap((lines) => joined(lines.split(invisible))));
}

/** Browsers remove the line break from a soft one, which leaves an equals sign. */
function quotedPrintable(text: string): Secrets {
  const unbroken = withoutSoftLineBreaks(text);
  const lines = unbroken.split(/[^A-Za-z0-9_=-]+/).map((run) => run.split('='));
  return (
    whole(decodeQuotedPrintable(unbroken)) ??
    distinct(lines.flatMap((pieces) => joined(pieces, shortestBeforeEqualsSign)))
  );
}

function joined(pieces: readonly string[], shortestFirst = 1): string[] {
  const found: string[] = [];
  for (const [start, first] of pieces.entries()) {
    let text = '';
    for (const piece of first.length < shortestFirst ? [] : pieces.slice(start)) {
      text += piece;
      const secret = withoutEmphasis(text);
      if (secret.length > secretLength) break;
      if (secret.length === secretLength && isCanonicalBase64url(secret)) found.push(secret);
    }
  }
  return found;
}

function distinct(secrets: readonly string[]): Secrets {
  return secrets.length === 0 ? null : [...new Set(secrets)];
}

/** Removes the `_` of Markdown. No secret ends with it, because the last bits of a secret are zero. */
function withoutEmphasis(text: string): string {
  const end = text.replace(/[_-]+$/, '');
  const excess = end.length - secretLength;
  return excess > 0 && /^[_-]+$/.test(end.slice(0, excess)) ? end.slice(excess) : end;
}
