import { createHmac, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import type { SigningSecret } from '../webhook.js';

/** PKCS #8 of an Ed25519 key before its 32 bytes (RFC 8410, section 7). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_KEY_BYTES = 32;

export interface Message {
  id: string;
  timestampSeconds: number;
  payload: string;
}

/** Headers of https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export function signedHeaders(message: Message, secrets: readonly SigningSecret[]): Record<string, string> {
  const { id, timestampSeconds, payload } = message;
  const signed = `${id}.${timestampSeconds}.${payload}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': secrets.flatMap((secret) => signaturesOf(signed, secret)).join(' '),
  };
}

/** Secret as a receiver configures it. */
export const secretText = ({ hmac }: SigningSecret): string => `whsec_${hmac}`;

/** Raw Ed25519 public key, with which a receiver verifies without being able to sign. */
export function publicKeyText({ ed25519 }: SigningSecret): string {
  const der = createPublicKey(privateKeyOf(ed25519)).export({ format: 'der', type: 'spki' });
  return `whpk_${der.subarray(-PUBLIC_KEY_BYTES).toString('base64')}`;
}

function signaturesOf(signed: string, { hmac, ed25519 }: SigningSecret): string[] {
  const symmetric = createHmac('sha256', Buffer.from(hmac, 'base64')).update(signed).digest('base64');
  const asymmetric = sign(null, Buffer.from(signed), privateKeyOf(ed25519)).toString('base64');
  return [`v1,${symmetric}`, `v1a,${asymmetric}`];
}

function privateKeyOf(seed: string): KeyObject {
  const key = Buffer.concat([PKCS8_PREFIX, Buffer.from(seed, 'base64')]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}
