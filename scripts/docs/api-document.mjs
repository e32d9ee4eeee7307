import { createApp } from '../../dist/apps/core/create-app.js';
import { openApiDocument } from '../../dist/apps/core/openapi.js';
import { EphemeralState } from '../../dist/libs/redis/index.js';
import { KeyRingCipher } from '../../dist/libs/encryption/index.js';
import { loadConfig } from '../../dist/libs/config/index.js';
import { Database } from '../../dist/libs/database/index.js';
import { Outbox } from '../../dist/libs/mail-outbox/index.js';
import { createLogger } from '../../dist/libs/observability/index.js';

const KEY = `docs:${Buffer.alloc(32).toString('base64')}`;

/** The OpenAPI document of the API, from an app that is built and never listens; it needs no database. */
export async function apiDocument() {
  const config = loadConfig('core', {
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
    FRONTEND_URL: 'http://localhost',
    REDIS_URL: 'redis://127.0.0.1:1',
    NATS_URL: 'nats://127.0.0.1:1',
    NOTE_ENCRYPTION_KEYS: KEY,
    MAIL_ENCRYPTION_KEYS: KEY,
    JWT_SIGNING_KEYS: KEY,
    LOG_LEVEL: 'error',
  });
  const logger = createLogger('docs', config.log);
  const outbox = new Outbox(new KeyRingCipher('MAIL_ENCRYPTION_KEYS', config.mailEncryptionKeys));
  const database = new Database(config.database);
  const cache = new EphemeralState({ url: undefined, logger });
  const app = await createApp({ config, logger, database, outbox, bus: { natsState: 'unused' }, cache });
  return openApiDocument(app);
}
