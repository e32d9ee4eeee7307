import { randomBytes } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { StoredKeys } from '../keys/stored-keys.js';
import { createTestApp } from '../testing/create-test-app.js';
import { at } from '../testing/test-actions.js';
import { KEY_RING } from '../testing/test-environment.js';
import { WebhookReencryption } from './webhook-reencryption.js';
import { WebhookSecrets } from './webhook-secrets.js';

const app = await createTestApp();
const rotated = await createTestApp({
  database: app.database,
  environment: { NOTE_ENCRYPTION_KEYS: `next:${randomBytes(32).toString('base64')},${KEY_RING}` },
});
afterAll(async () => {
  await rotated.close();
  await app.close();
});

const created = z.object({ id: z.string(), secret: z.string() });
const row = z.object({
  secrets: z.instanceof(Buffer),
  key_id: z.string(),
  key_fingerprint: z.instanceof(Buffer),
});
const storedOf = async (id: string) =>
  row.parse((await app.database.query('SELECT * FROM webhook WHERE id = $1', [id]))[0]);

it('encrypts the same signing secrets under the active key, once the keys are accepted', async () => {
  const { headers } = await app.signedIn();
  const draft = { url: 'https://example.com', events: ['note.created'] };
  const { id, secret } = created.parse((await app.http.post(at('/me/webhooks'), draft, { headers })).body);
  await rotated.nest.get(WebhookReencryption).reencrypt();
  expect(await storedOf(id)).toMatchObject({ key_id: 'test' });
  await rotated.nest.get(StoredKeys).accept();
  await rotated.nest.get(WebhookReencryption).reencrypt();
  const { secrets, key_id: keyId, key_fingerprint: keyFingerprint } = await storedOf(id);
  expect(keyId).toBe('next');
  const decrypted = rotated.nest.get(WebhookSecrets).decrypt(id, { secrets, keyId, keyFingerprint });
  expect(decrypted.map(({ hmac }) => `whsec_${hmac}`)).toEqual([secret]);
});
