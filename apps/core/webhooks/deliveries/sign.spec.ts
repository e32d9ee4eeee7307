import { createPublicKey, verify } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { liveSecrets, newSigningSecret, rotated } from '../webhook.js';
import { publicKeyText, secretText, signedHeaders } from './sign.js';

/** DER of an Ed25519 public key before its 32 bytes (RFC 8410, section 4). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const payload = JSON.stringify({ type: 'webhook.test', data: {} });
const now = new Date();
const message = { id: 'event-1', timestampSeconds: Math.floor(now.getTime() / 1_000), payload };
const secret = newSigningSecret();

it('is verified by the library of Standard Webhooks', () => {
  const headers = signedHeaders(message, [secret]);
  const receiver = new Webhook(secretText(secret));
  expect(receiver.verify(payload, headers)).toEqual(JSON.parse(payload));
  expect(() => receiver.verify(`${payload} `, headers)).toThrow();
  expect(() => receiver.verify(payload, { ...headers, 'webhook-id': 'event-2' })).toThrow();
  expect(() => new Webhook(secretText(newSigningSecret())).verify(payload, headers)).toThrow();
});

it('has an Ed25519 signature, which the public key verifies', () => {
  const headers = signedHeaders(message, [secret]);
  const signature = /v1a,(\S+)/.exec(headers['webhook-signature'] ?? '')?.[1] ?? '';
  const raw = Buffer.from(publicKeyText(secret).replace('whpk_', ''), 'base64');
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' });
  const signed = Buffer.from(`${message.id}.${message.timestampSeconds}.${payload}`);
  expect(verify(null, signed, key, Buffer.from(signature, 'base64'))).toBe(true);
});

it('has the signatures of both secrets for a day after a rotation', () => {
  const secrets = rotated([secret], now);
  const [current = secret] = secrets;
  const during = signedHeaders(message, liveSecrets(secrets, now));
  for (const one of [current, secret]) {
    expect(new Webhook(secretText(one)).verify(payload, during)).toBeDefined();
  }
  const dayLater = new Date(now.getTime() + 24 * 3_600_000 + 1);
  const after = signedHeaders(message, liveSecrets(secrets, dayLater));
  expect(() => new Webhook(secretText(secret)).verify(payload, after)).toThrow();
  expect(liveSecrets(rotated(secrets, now), now)).toHaveLength(2);
});
