import { fileURLToPath } from 'node:url';
import { observeCircuitBreakers } from '#libs/circuit-breaker';
import { observeEventBus } from '#libs/event-bus';
import { observeOutbox } from '#libs/mail-outbox';
import { EphemeralState } from '#libs/redis';
import { loadConfig, loadMailerConfig } from '#libs/config';
import { lockDataFolder, reportDurability } from '#libs/database';
import { Readiness, runProgram, type ShutdownHooks, type LogTo } from '#libs/lifecycle';
import { createLogger, registry, serveMetrics, startTracing } from '#libs/observability';
import { createApp } from '../core/create-app.js';
import { drainRequests } from '../core/http/connections/drain-requests.js';
import { observeNotes } from '../core/notes/observe-notes.js';
import { ensureDataFolder } from './data-folder.js';
import { readEnvironment } from './environment.js';
import { ensureSecrets } from './generated-secrets.js';
import { listen } from './listen.js';
import { serveMailbox } from './mailbox/serve-mailbox.js';
import { openDatabase } from './open-database.js';
import { openMail } from './open-mail.js';
import { partsOf, summary } from './summary.js';
import { serveWeb } from './web/serve-web.js';

const WEB_FOLDER = fileURLToPath(new URL('../../web', import.meta.url));

/** All of Onasty in one process; what is not configured is embedded. */
async function start(closers: ShutdownHooks, logTo: LogTo): Promise<void> {
  const environment = await readEnvironment();
  const dataFolder = await ensureDataFolder(environment['DATA_DIR'] ?? 'data');
  const lock = await lockDataFolder(dataFolder);
  closers.add(() => lock.release(), 'data folder');
  const { POSTGRES_PASSWORD: password, ...secrets } = await ensureSecrets(dataFolder);
  const settings = {
    FRONTEND_URL: `http://localhost:${environment['HTTP_PORT'] ?? '3000'}`,
    ...secrets,
    ...environment,
  };
  const config = loadConfig('standalone', settings);
  const mailerConfig = loadMailerConfig('standalone', settings);
  const logger = createLogger('standalone', config.log);
  logTo(logger);
  closers.add(await startTracing('standalone', config.tracing, logger), 'traces');
  closers.add(await serveMetrics('standalone', config.metrics, logger), 'metrics');
  const { database, embeddedFolder } = await openDatabase(config, dataFolder, password, closers);
  await reportDurability(database, logger);
  const cache = new EphemeralState({ url: config.redisUrl, keys: config.accounts.signingKeys, logger });
  closers.add(() => cache.close(), 'cache');
  await cache.open();
  const { outbox, repository, bus, smtp, mailFolder } = await openMail(mailerConfig, {
    database,
    dataFolder,
    logger,
    closers,
  });
  observeEventBus(registry, bus);
  observeOutbox(registry, repository);
  observeCircuitBreakers(registry, { database, smtp });
  const readiness = new Readiness();
  const app = await createApp({ config, logger, database, outbox, bus, cache, readiness });
  observeNotes(app);
  closers.add(() => drainRequests(app, logger), 'requests');
  if (mailFolder !== null) serveMailbox(app, mailFolder);
  const hasWeb = await serveWeb(app, WEB_FOLDER);
  const address = await listen(app, config.http);
  closers.add(() => readiness.drain(config.shutdownDelayMs), 'readiness');
  process.stdout.write(summary(address, dataFolder, partsOf({ config, embeddedFolder, mailFolder, hasWeb })));
}

runProgram({ start });
