import { z } from 'zod';
import type { KeyRingCipher, RingKey } from '#libs/encryption';
import type { SigningSecret } from './webhook.js';

export interface StoredSecrets {
  secrets: Uint8Array;
  keyId: string;
  keyFingerprint: Uint8Array;
}

const secretsSchema = z.array(
  z.object({ hmac: z.string(), ed25519: z.string(), validUntil: z.string().nullable() }),
);

/** Encrypts signing secrets under the id of their endpoint. */
export class WebhookSecrets {
  constructor(private readonly keyRing: KeyRingCipher) {}

  /** Keys that decrypt and no longer encrypt. */
  get earlierKeys(): RingKey[] {
    const { keys, activeKey } = this.keyRing;
    return keys.filter(({ keyFingerprint }) => !keyFingerprint.equals(activeKey.keyFingerprint));
  }

  encrypt(webhookId: string, secrets: readonly SigningSecret[]) {
    const { data, keyId, keyFingerprint } = this.keyRing.encrypt(
      contextOf(webhookId),
      JSON.stringify(secrets),
    );
    return { secrets: data, keyId, keyFingerprint };
  }

  /** @throws {UndecryptableError} if the ring lacks the key */
  decrypt(webhookId: string, { secrets, keyId, keyFingerprint }: StoredSecrets): SigningSecret[] {
    if (secrets.length === 0) return [];
    const text = this.keyRing.decrypt(contextOf(webhookId), { keyId, keyFingerprint }, secrets);
    return secretsSchema.parse(JSON.parse(text));
  }
}

const contextOf = (webhookId: string) => `${webhookId}/webhook`;
