const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
// Pure, so that a page which encrypts nothing loads nothing of this library.
const codes = /* @__PURE__ */ encodingTable();
const values = /* @__PURE__ */ decodingTable();

export function encodeBase64url(bytes: Uint8Array): string {
  const ascii = new Uint8Array(encodedLength(bytes.length));
  let written = 0;
  for (let index = 0; index < bytes.length; index += 3) {
    const triple = (at(bytes, index) << 16) | (at(bytes, index + 1) << 8) | at(bytes, index + 2);
    for (let shift = 18; shift >= 0 && written < ascii.length; shift -= 6) {
      ascii[written++] = at(codes, (triple >> shift) & 63);
    }
  }
  return new TextDecoder().decode(ascii);
}

/** Returns null for anything that {@link encodeBase64url} does not produce. */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!isCanonicalBase64url(text)) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8));
  let bits = 0;
  let written = 0;
  for (let index = 0; index < text.length; index++) {
    bits = ((bits << 6) | valueAt(text, index)) & 0xfffff;
    if (index % 4 !== 0) bytes[written++] = bits >> (6 - 2 * (index % 4));
  }
  return bytes;
}

/** Canonical: bits beyond the last byte are zero. Otherwise several texts would decode to the same envelope. */
export function isCanonicalBase64url(text: string): boolean {
  const rest = text.length % 4;
  if (rest === 1 || /[^A-Za-z0-9_-]/.test(text)) return false;
  const unusedBits = rest === 2 ? 0b1111 : rest === 3 ? 0b11 : 0;
  return rest === 0 || (valueAt(text, text.length - 1) & unusedBits) === 0;
}

export function encodedLength(byteCount: number): number {
  return Math.ceil((byteCount * 4) / 3);
}

function encodingTable(): Uint8Array {
  return Uint8Array.from(alphabet, (character) => character.charCodeAt(0));
}

function decodingTable(): Int8Array {
  const table = new Int8Array(128).fill(-1);
  encodingTable().forEach((code, value) => (table[code] = value));
  return table;
}

function valueAt(text: string, index: number): number {
  return values[text.charCodeAt(index)] ?? -1;
}

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
