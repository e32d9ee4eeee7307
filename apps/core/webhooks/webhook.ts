import { randomBytes } from 'node:crypto';

/** Events that an endpoint subscribes to. `account.*` stands for each change in the security log. */
export const WEBHOOK_TOPICS = [
  'note.created',
  'note.read',
  'note.expired',
  'note.deleted',
  'note.locked',
  'account.*',
] as const;
export type WebhookTopic = (typeof WEBHOOK_TOPICS)[number];

export const TEST_EVENT = 'webhook.test';
export const MAX_WEBHOOKS = 10;
/** Time during which deliveries are also signed with the secret before a rotation. */
export const ROTATION_HOURS = 24;

/** `whsec_` secret of HMAC-SHA256, and the seed of an Ed25519 key, which no receiver knows. */
export interface SigningSecret {
  hmac: string;
  ed25519: string;
  /** Null for the current one. */
  validUntil: string | null;
}

const SECRET_BYTES = 32;

const random = () => randomBytes(SECRET_BYTES).toString('base64');

export function newSigningSecret(): SigningSecret {
  return { hmac: random(), ed25519: random(), validUntil: null };
}

/** The current secret first, then those before that are still used. */
export function liveSecrets(secrets: readonly SigningSecret[], now: Date): SigningSecret[] {
  return secrets.filter(({ validUntil }) => validUntil === null || new Date(validUntil) > now);
}

export function rotated(secrets: readonly SigningSecret[], now: Date): SigningSecret[] {
  const validUntil = new Date(now.getTime() + ROTATION_HOURS * 3_600_000).toISOString();
  return [
    newSigningSecret(),
    ...secrets.filter((secret) => secret.validUntil === null).map((secret) => ({ ...secret, validUntil })),
  ];
}
