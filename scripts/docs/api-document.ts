import { randomBytes } from 'node:crypto';
import type { OpenAPIObject } from '@nestjs/swagger';
import { loadConfig } from '#libs/config';
import { Database } from '#libs/database';
import { createLogger } from '#libs/observability';
import { createApp } from '../../apps/core/create-app.js';
import { openApiDocument } from '../../apps/core/openapi.js';

/** The OpenAPI document of the API, from an app that is built and never listens; it needs no database. */
export async function apiDocument(): Promise<OpenAPIObject> {
  const config = loadConfig('core', {
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
    NOTE_ENCRYPTION_KEYS: `docs:${randomBytes(32).toString('base64')}`,
    LOG_LEVEL: 'error',
  });
  const logger = createLogger('docs', config.log);
  const app = await createApp({ config, logger, database: new Database(config.database) });
  return openApiDocument(app);
}
