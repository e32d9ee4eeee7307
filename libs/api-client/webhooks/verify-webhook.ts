import { isRecord, isString } from '../http/guards.js';

type WebhookErrorCode =
  | 'webhook.body_malformed'
  | 'webhook.headers_missing'
  | 'webhook.key_malformed'
  | 'webhook.signature_mismatch'
  | 'webhook.timestamp_out_of_range';

const messages: Record<WebhookErrorCode, string> = {
  'webhook.body_malformed': 'The body is not an event of Onasty.',
  'webhook.headers_missing': 'The request lacks webhook-id, webhook-timestamp or webhook-signature.',
  'webhook.key_malformed': 'The key is neither a whsec_ secret nor a whpk_ public key.',
  'webhook.signature_mismatch': 'No signature of the request fits a key.',
  'webhook.timestamp_out_of_range': 'The request was signed too long ago, or in the future.',
};

/** Request that must not be trusted. Decide by `code`, which is stable. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';

  constructor(
    readonly code: WebhookErrorCode,
    options?: ErrorOptions,
  ) {
    super(messages[code], options);
  }
}

export interface WebhookEvent {
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
}

/** `Headers`, or the headers of a request in Node. */
export type WebhookHeaders =
  | Pick<Headers, 'get'>
  | Readonly<Record<string, string | readonly string[] | undefined>>;

export interface VerifyOptions {
  /** Greatest distance from the clock of this machine; 300 by default. */
  toleranceSeconds?: number | undefined;
  now?: (() => number) | undefined;
}

/**
 * Verifies a request after the Standard Webhooks specification and returns its event. Deliveries may be repeated:
 * deduplicate by the header `webhook-id`.
 * @param body exactly as it was received
 * @param keys `whsec_…` (HMAC, v1) or `whpk_…` (Ed25519, v1a); several while a secret is rotated
 * @throws {WebhookError}
 */
export async function verifyWebhook(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  keys: string | readonly string[],
  { toleranceSeconds = 300, now = Date.now }: VerifyOptions = {},
): Promise<WebhookEvent> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const { id, timestamp, signatures } = signedHeaders(headers);
  const distanceSeconds = Math.abs(now() / 1_000 - Number(timestamp));
  const signed = concatenated(new TextEncoder().encode(`${id}.${timestamp}.`), bytes);
  const results = await Promise.all([keys].flat().map((key) => isSignedWith(key, signatures, signed)));
  if (!results.includes(true)) throw new WebhookError('webhook.signature_mismatch');
  if (distanceSeconds > toleranceSeconds) throw new WebhookError('webhook.timestamp_out_of_range');
  return parseEvent(bytes);
}

function signedHeaders(headers: WebhookHeaders) {
  const id = header(headers, 'webhook-id');
  const timestamp = header(headers, 'webhook-timestamp');
  const signature = header(headers, 'webhook-signature');
  if (!id || !/^\d{1,15}$/.test(timestamp) || !signature) throw new WebhookError('webhook.headers_missing');
  return { id, timestamp, signatures: signature.split(/\s+/) };
}

function header(headers: WebhookHeaders, name: string): string {
  const get = headers.get;
  if (typeof get === 'function') return get.call(headers, name) ?? '';
  const found = Object.entries(headers).find(([other]) => other.toLowerCase() === name)?.[1];
  return typeof found === 'string' ? found : '';
}

async function isSignedWith(
  key: string,
  signatures: readonly string[],
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const { version, algorithm, raw } = keyOf(key);
  const imported = await crypto.subtle
    .importKey('raw', raw, algorithm, false, ['verify'])
    .catch((cause: unknown) => {
      throw new WebhookError('webhook.key_malformed', { cause });
    });
  const candidates = signatures.flatMap((text) => {
    const [signatureVersion, encoded = ''] = text.split(',');
    return signatureVersion === version ? (decodeBase64(encoded) ?? []) : [];
  });
  const results = await Promise.all(
    candidates.map((signature) => crypto.subtle.verify(algorithm, imported, signature, signed)),
  );
  return results.includes(true);
}

function keyOf(key: string) {
  const [prefix, encoded = ''] = key.trim().split(/(?<=^wh(?:sec|pk)_)/);
  const raw = decodeBase64(encoded);
  if (raw === null || raw.length === 0) throw new WebhookError('webhook.key_malformed');
  if (prefix === 'whsec_') return { version: 'v1', algorithm: { name: 'HMAC', hash: 'SHA-256' }, raw };
  if (prefix === 'whpk_') return { version: 'v1a', algorithm: { name: 'Ed25519' }, raw };
  throw new WebhookError('webhook.key_malformed');
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

function concatenated(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

function parseEvent(bytes: Uint8Array): WebhookEvent {
  const event = jsonIn(bytes);
  if (!isRecord(event)) throw new WebhookError('webhook.body_malformed');
  const { type, timestamp, data } = event;
  if (!isString(type) || !isString(timestamp) || !isRecord(data))
    throw new WebhookError('webhook.body_malformed');
  return { type, timestamp, data };
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new WebhookError('webhook.body_malformed', { cause });
  }
}
