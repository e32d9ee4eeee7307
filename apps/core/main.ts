import { KeyRingCipher } from '#libs/cipher';
import { ConfigError, loadConfig } from '#libs/config';
import { Database } from '#libs/database';
import { JetStreamEventBus, Outbox, Relay } from '#libs/events';
import { createLogger } from '#libs/observability';
import { createApp } from './create-app.js';

/** The API as a process of its own, on an external PostgreSQL that is migrated already. */
async function main(): Promise<void> {
  const config = loadConfig('core', process.env);
  const { natsUrl } = config;
  if (natsUrl === undefined) throw new Error('core needs NATS_URL');
  const logger = createLogger('core', config.log);
  const database = new Database(config.database);
  const outbox = new Outbox(new KeyRingCipher('MAIL_ENCRYPTION_KEYS', config.mailEncryptionKeys));
  const bus = JetStreamEventBus.connect({ url: natsUrl, name: 'core', logger });
  const relay = new Relay({ database, bus, outbox, logger });
  const app = await createApp({ config, logger, database, outbox });
  await relay.start();
  await app.listen(config.http.port, config.http.host);
  logger.info({ address: await app.getUrl() }, 'core listens');

  const stop = async () => {
    await app.close();
    await relay.stop();
    await bus.close();
    await database.close();
    logger.info('core stopped');
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
  process.exit(1);
});
