import { Counter } from 'prom-client';
import { registry } from '#libs/observability';

export const keyUses = new Counter({
  name: 'onasty_encryption_key_uses_total',
  help: 'Values encrypted under a key, by key ring and key id. Random IVs are safe for 2^32 (4.3e9) values of a key: rotate it well before.',
  labelNames: ['ring', 'key'],
  registers: [registry],
});
