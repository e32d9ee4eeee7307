import { EnvelopeError } from './envelope.errors.js';

const lengthBytes = 4;

/** Padmé hides little of a short length, and most notes are one password. All up to 252 bytes get the same size. */
const smallestBytes = 256;

/** Padmé (Nikitin et al., PETS 2019): adds at most 1/16 from 256 bytes on and leaves few distinct sizes. */
export function paddedLength(textBytes: number): number {
  const length = Math.max(lengthBytes + textBytes, smallestBytes);
  const exponent = Math.floor(Math.log2(length));
  const keptBits = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - keptBits);
  return Math.ceil(length / step) * step;
}

/** Layout: length of the text in 4 bytes, big-endian; the text; zeros. */
export function pad(text: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(paddedLength(text.length));
  new DataView(padded.buffer).setUint32(0, text.length);
  padded.set(text, lengthBytes);
  return padded;
}

export function unpad(padded: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (padded.length < smallestBytes) throw new EnvelopeError('envelope.malformed');
  const end = lengthBytes + new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  const isExact = paddedLength(end - lengthBytes) === padded.length;
  if (!isExact || padded.subarray(end).some((byte) => byte !== 0))
    throw new EnvelopeError('envelope.malformed');
  return padded.subarray(lengthBytes, end);
}
