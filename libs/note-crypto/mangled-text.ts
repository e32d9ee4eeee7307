/** One white space, soft hyphen, zero-width character or mark of writing direction. */
export const invisible = /[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

const maxEncodings = 5;

/** Decodes percent escapes, also of text that several gateways encoded in turn, and leaves malformed ones. */
export function decodeEscapes(text: string): string {
  let decoded = text;
  for (let round = 0; round < maxEncodings; round++) {
    const next = decoded.replace(/(?:%[0-9A-Fa-f]{2})+/g, decodeOrLeave);
    if (next === decoded) break;
    decoded = next;
  }
  return decoded;
}

/** Soft line breaks of quoted-printable text (RFC 2045). */
export function withoutSoftLineBreaks(text: string): string {
  return text.replace(/=[ \t]*\r?\n/g, '');
}

export function decodeQuotedPrintable(text: string): string {
  return text.replace(/=23/g, '#').replace(/=3D/g, '=');
}

function decodeOrLeave(escapes: string): string {
  try {
    return decodeURIComponent(escapes);
  } catch {
    return escapes;
  }
}
