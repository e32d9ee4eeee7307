import { Counter } from 'prom-client';
import { registry } from '#libs/observability';

export const keyUses = new Counter({
  name: 'onasty_encryption_key_uses_total',
  help: 'Values encrypted under a key, by key ring and key id. Random IVs are safe for 2^32 (4.3e9) values of a key: rotate it well before.',
  labelNames: ['ring', 'key'],
  registers: [registry],
});

export const decryptionFailures = new Counter({
  name: 'onasty_decryption_failures_total',
  help: 'Stored values that could not be decrypted, by key ring and reason: `missing_key`: no such id; `wrong_key`: other bytes under the id; `not_authentic`: the key or the data was changed.',
  labelNames: ['ring', 'reason'],
  registers: [registry],
});
for (const ring of ['NOTE_ENCRYPTION_KEYS', 'MAIL_ENCRYPTION_KEYS'])
  for (const reason of ['missing_key', 'wrong_key', 'not_authentic'])
    decryptionFailures.inc({ ring, reason }, 0);
