import type { INestApplication } from '@nestjs/common';
import { createApp } from '#built/apps/core/create-app.js';
import { EphemeralState } from '#libs/redis';
import { KeyRingCipher } from '#libs/encryption';
import { loadConfig } from '#libs/config';
import { Database } from '#libs/database';
import { Readiness } from '#libs/lifecycle';
import { Outbox, OutboxRepository } from '#libs/mail-outbox';
import { createLogger } from '#libs/observability';

const KEY = `docs:${Buffer.alloc(32, 1).toString('base64')}`;

/** Builds core without listening or connecting. */
export async function createDocumentedCore(): Promise<INestApplication> {
  const config = loadConfig('core', {
    DATABASE_URL: 'postgresql://docs@127.0.0.1:1/none',
    FRONTEND_URL: 'http://localhost',
    REDIS_URL: 'redis://127.0.0.1:1',
    NATS_URL: 'nats://127.0.0.1:1',
    NOTE_ENCRYPTION_KEYS: KEY,
    MAIL_ENCRYPTION_KEYS: KEY,
    JWT_SIGNING_KEYS: KEY,
    LOG_LEVEL: 'error',
  });
  const logger = createLogger('docs', config.log);
  const database = Database.open(config.database);
  const cipher = new KeyRingCipher('MAIL_ENCRYPTION_KEYS', config.mailEncryptionKeys);
  const outbox = new Outbox(new OutboxRepository(database), cipher);
  const cache = new EphemeralState({ url: undefined, keys: config.accounts.signingKeys, logger });
  return createApp({
    config,
    logger,
    database,
    outbox,
    bus: { natsState: 'unused' },
    readiness: new Readiness(),
    cache,
  });
}
