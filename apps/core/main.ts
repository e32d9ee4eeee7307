import { EphemeralState } from '#libs/redis';
import { KeyRingCipher } from '#libs/encryption';
import { loadConfig } from '#libs/config';
import { Database, reportDatabase } from '#libs/database';
import { JetStreamEventBus } from '#libs/event-bus';
import { Outbox, OutboxRepository, Relay } from '#libs/mail-outbox';
import { Readiness, runProgram, type ShutdownHooks, type UseLogger } from '#libs/lifecycle';
import { buildInfo, createLogger, registry, serveMetrics, startTracing } from '#libs/observability';
import { createApp } from './create-app.js';
import { drainRequests } from './http/connections/drain-requests.js';
import { acceptKeys } from './keys/accept-keys.js';
import { listenOn, portOf, urlOf } from './http/connections/listen-on.js';
import { observeCore } from './observe-core.js';

/** The API as a process of its own, on an external PostgreSQL that is migrated already. */
async function start(shutdownHooks: ShutdownHooks, useLogger: UseLogger): Promise<void> {
  const config = loadConfig('core');
  const logger = createLogger('core', config.log);
  useLogger(logger);
  shutdownHooks.add(await startTracing('core', config.tracing, logger), 'traces');
  shutdownHooks.add(await serveMetrics('core', config.metrics, logger), 'metrics');
  const database = Database.open(config.database, logger);
  shutdownHooks.add(() => database.close(), 'database');
  await reportDatabase(database, logger);
  const cache = new EphemeralState({ url: config.redisUrl, keys: config.accounts.signingKeys, logger });
  shutdownHooks.add(() => cache.close(), 'cache');
  await cache.open();
  const repository = new OutboxRepository(database);
  const outbox = new Outbox(repository, new KeyRingCipher('MAIL_ENCRYPTION_KEYS', config.mailEncryptionKeys));
  const bus = JetStreamEventBus.connect({ url: config.natsUrl, name: 'core', logger });
  shutdownHooks.add(() => bus.close(), 'event bus');
  const relay = new Relay({ repository, bus, outbox, logger });
  shutdownHooks.add(() => relay.stop(), 'consumers');
  shutdownHooks.add(() => relay.stopPublishing(), 'relay');
  const readiness = new Readiness();
  const app = await createApp({ config, logger, database, outbox, bus, cache, readiness });
  observeCore(registry, { app, database, cache, bus, repository });
  await acceptKeys(app);
  shutdownHooks.add(() => drainRequests(app, logger), 'requests');
  relay.start();
  await listenOn(app, config.http);
  shutdownHooks.add(() => readiness.drain(config.shutdownDelayMs), 'readiness');
  const address = urlOf(config.http.host, portOf(app) ?? config.http.port);
  logger.info({ address, public_url: config.frontendUrl, ...buildInfo() }, 'core listens');
}

runProgram({ service: 'core', start });
