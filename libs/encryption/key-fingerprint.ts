import { createHmac } from 'node:crypto';

const BYTES = 16;

/** Identifies the bytes of a key, which an id chosen by the operator does not. Reveals nothing about a random key. */
export function fingerprintOfKey(key: Uint8Array): Buffer<ArrayBuffer> {
  return createHmac('sha256', key).update('onasty/v1/key-fingerprint').digest().subarray(0, BYTES);
}
