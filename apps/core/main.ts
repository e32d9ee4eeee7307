import { Cache } from '#libs/cache';
import { KeyRingCipher } from '#libs/cipher';
import { loadConfig } from '#libs/config';
import { Database, reportDurability } from '#libs/database';
import { JetStreamEventBus, Outbox, Relay } from '#libs/events';
import { runProgram, type Closers, type LogFaultsTo } from '#libs/lifecycle';
import { createLogger, serveMetrics, startTracing } from '#libs/observability';
import { createApp } from './create-app.js';
import { Readiness } from './health/readiness.js';

/** The API as a process of its own, on an external PostgreSQL that is migrated already. */
async function start(closers: Closers, logFaultsTo: LogFaultsTo): Promise<void> {
  const config = loadConfig('core', process.env);
  const { natsUrl } = config;
  if (natsUrl === undefined) throw new Error('core needs NATS_URL');
  const logger = createLogger('core', config.log);
  logFaultsTo(logger);
  closers.add(async () => logger.info('core stopped'));
  closers.add(await startTracing('core', config.tracing, logger));
  closers.add(await serveMetrics('core', config.metrics, logger));
  const database = new Database(config.database);
  closers.add(() => database.close());
  await reportDurability(database, logger);
  const outbox = new Outbox(new KeyRingCipher('MAIL_ENCRYPTION_KEYS', config.mailEncryptionKeys));
  const bus = JetStreamEventBus.connect({ url: natsUrl, name: 'core', logger });
  closers.add(() => bus.close());
  const relay = new Relay({ database, bus, outbox, logger });
  closers.add(() => relay.stop());
  const cache = new Cache({ url: config.redisUrl, keys: config.accounts.signingKeys, logger });
  closers.add(() => cache.close());
  await cache.open();
  const app = await createApp({ config, logger, database, outbox, bus, cache });
  closers.add(() => app.close());
  await relay.start();
  await app.listen(config.http.port, config.http.host);
  closers.add(() => app.get(Readiness).leave(config.shutdownDelayMs));
  logger.info({ address: await app.getUrl() }, 'core listens');
}

runProgram({ start, stopWithinMs: 9_800 });
