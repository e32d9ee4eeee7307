import { createKey, deleteKey, findKey, newKeyPrefix } from './tab-keys.js';

/** Value that JSON represents exactly. */
export type TabValue =
  | null
  | boolean
  | number
  | string
  | readonly TabValue[]
  | { readonly [name: string]: TabValue };

const IV_BYTES = 12;
/** Stands for the key of a value that is not encrypted. */
const NO_KEY = '';
const SEPARATOR = '|';

const keyPrefix = newKeyPrefix();
/** Part of the names of keys, which outlive the tab and therefore say nothing about the value. */
const numbers = new Map<string, number>();
/** Incremented by each save and each removal of the name. */
const revisions = new Map<string, number>();
let pending: Promise<unknown> = Promise.resolve();

/**
 * Keeps a value until it is removed or the tab closes: in sessionStorage, encrypted under a non-extractable key. Where the
 * browser offers no encryption, which is on insecure pages, the value is stored as it is.
 *
 * @returns false if the browser cannot keep it
 */
export function saveInTab(name: string, value: TabValue): Promise<boolean> {
  const revision = nextRevision(name);
  const isCurrent = () => revisions.get(name) === revision;
  return inOrder(async () => {
    if (!isCurrent()) return true;
    try {
      const stored = await encode(name, JSON.stringify(value));
      if (isCurrent()) sessionStorage.setItem(name, stored);
      return true;
    } catch {
      if (isCurrent()) removeItem(name);
      return false;
    }
  });
}

/** Returns undefined if there is none. The caller checks the shape of the value. */
export function loadFromTab(name: string): Promise<unknown> {
  return inOrder(async () => {
    try {
      const stored = sessionStorage.getItem(name);
      const json = stored === null ? null : await decode(name, stored);
      const value: unknown = json === null ? undefined : JSON.parse(json);
      return value;
    } catch {
      return undefined;
    }
  });
}

/** The value is removed on return, its key soon after. */
export function removeFromTab(name: string): void {
  nextRevision(name);
  const key = keyName(name);
  removeItem(name);
  void inOrder(() => (canEncrypt() ? deleteKey(key).catch(() => undefined) : Promise.resolve()));
}

/** A removal must find the key that an earlier save creates. */
function inOrder<T>(work: () => Promise<T>): Promise<T> {
  const result = pending.then(work);
  pending = result;
  return result;
}

function nextRevision(name: string): number {
  const revision = (revisions.get(name) ?? 0) + 1;
  revisions.set(name, revision);
  return revision;
}

function removeItem(name: string): void {
  try {
    sessionStorage.removeItem(name);
  } catch {
    // Storage is blocked: there is no value.
  }
}

/** Name of the key that encrypts the value: the stored one, so that a reload continues to use it. */
function keyName(name: string): string {
  try {
    const [key = NO_KEY] = (sessionStorage.getItem(name) ?? '').split(SEPARATOR, 1);
    return key === NO_KEY ? `${keyPrefix}/${numberOf(name)}` : key;
  } catch {
    return NO_KEY;
  }
}

function numberOf(name: string): number {
  const number = numbers.get(name) ?? numbers.size;
  numbers.set(name, number);
  return number;
}

async function encode(name: string, json: string): Promise<string> {
  if (!canEncrypt()) return NO_KEY + SEPARATOR + json;
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const keyId = keyName(name);
  const key = (await findKey(keyId)) ?? (await createKey(keyId));
  const ciphertext = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv },
    key,
    new TextEncoder().encode(json),
  );
  return keyId + SEPARATOR + binaryString(iv) + binaryString(new Uint8Array(ciphertext));
}

async function decode(name: string, stored: string): Promise<string | null> {
  const data = stored.slice(stored.indexOf(SEPARATOR) + 1);
  if (stored.startsWith(NO_KEY + SEPARATOR)) return data;
  const key = await findKey(keyName(name));
  if (key === null) return null;
  const bytes = bytesOf(data);
  const algorithm = { name: 'AES-GCM', iv: bytes.subarray(0, IV_BYTES) };
  return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, bytes.subarray(IV_BYTES)));
}

function canEncrypt(): boolean {
  return globalThis.isSecureContext;
}

function bytesOf(binary: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

/** One character per byte. The size of an argument list is limited. */
function binaryString(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += 8_192)
    parts.push(String.fromCharCode(...bytes.subarray(start, start + 8_192)));
  return parts.join('');
}
