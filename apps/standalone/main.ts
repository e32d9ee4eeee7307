import { fileURLToPath } from 'node:url';
import { EphemeralState } from '#libs/redis';
import { loadConfig, readEnvironment } from '#libs/config';
import { reportDatabase } from '#libs/database';
import { Readiness, runProgram, type Fail, type ShutdownHooks, type UseLogger } from '#libs/lifecycle';
import { buildInfo, createLogger, print, registry, serveMetrics, startTracing } from '#libs/observability';
import { createApp } from '../core/create-app.js';
import { checkPort } from '../core/http/connections/listen-on.js';
import { drainRequests } from '../core/http/connections/drain-requests.js';
import { observeCore } from '../core/observe-core.js';
import { generateSecrets, withSecrets } from './generated-secrets.js';
import { acceptSecrets } from './accept-secrets.js';
import { startBackups } from './backups/start-backups.js';
import { listen } from './listen.js';
import { canServeMailbox, MailboxAccess } from './mailbox/mailbox-access.js';
import { MAILBOX_PATH, serveMailbox } from './mailbox/serve-mailbox.js';
import { openDataFolder } from './open-data-folder.js';
import { openDatabase } from './open-database.js';
import { openMail } from './open-mail.js';
import { mailboxLine, servicesOf, summary } from './summary.js';
import { serveWeb } from './web/serve-web.js';

const WEB_FOLDER = fileURLToPath(new URL('../../web', import.meta.url));

/** Composition root: core, mailer and web UI, with an embedded service for each that is not configured. */
async function start(shutdownHooks: ShutdownHooks, useLogger: UseLogger, fail: Fail): Promise<void> {
  const { config, dataFolder } = await configure(shutdownHooks);
  const logger = createLogger('standalone', config.log);
  useLogger(logger);
  await checkPort(config.http);
  shutdownHooks.add(await startTracing('standalone', config.tracing, logger), 'traces');
  shutdownHooks.add(await serveMetrics('standalone', config.metrics, logger), 'metrics');
  const { database, ownerUrl, embeddedFolder } = await openDatabase(config, {
    dataFolder,
    shutdownHooks,
    logger,
    fail,
  });
  await reportDatabase(database, logger);
  await startBackups(config, { ownerUrl, dataFolder: dataFolder.path, shutdownHooks, logger });
  const cache = new EphemeralState({ url: config.redisUrl, keys: config.accounts.signingKeys, logger });
  shutdownHooks.add(() => cache.close(), 'cache');
  await cache.open();
  const { outbox, repository, bus, smtp, mailFolder } = await openMail(config, {
    database,
    dataFolder: dataFolder.path,
    logger,
    shutdownHooks,
  });
  const readiness = new Readiness();
  const hasMailbox = mailFolder !== null && !config.readOnly && canServeMailbox(config);
  const mailboxPath = hasMailbox ? MAILBOX_PATH : undefined;
  const sendsMail = mailFolder === null;
  const parts = { config, logger, database, outbox, bus, cache, readiness };
  const app = await createApp({ ...parts, mailboxPath, sendsMail });
  observeCore(registry, { app, database, cache, bus, repository, smtp });
  await acceptSecrets(app, dataFolder);
  shutdownHooks.add(() => drainRequests(app, logger), 'requests');
  const access = new MailboxAccess(() => print(mailboxLine(address, access.key)));
  if (hasMailbox) serveMailbox(app, mailFolder, access);
  const hasWeb = await serveWeb(app, WEB_FOLDER, config);
  const address = await listen(app, config.http);
  shutdownHooks.add(() => readiness.drain(config.shutdownDelayMs), 'readiness');
  const services = servicesOf({ config, embeddedFolder, mailFolder, hasMailbox, hasWeb });
  print(summary(address, { frontendUrl: config.frontendUrl, dataFolder: dataFolder.path }, services));
  logger.info({ address, public_url: config.frontendUrl, ...buildInfo() }, 'standalone listens');
  if (hasMailbox) print(mailboxLine(address, access.key));
}

async function configure(shutdownHooks: ShutdownHooks) {
  const environment = await readEnvironment();
  // Reports every problem before the folder, and with it its secrets, exist.
  const { dataFolder: path } = loadConfig('standalone', withSecrets(environment, generateSecrets()));
  const dataFolder = await openDataFolder(path, shutdownHooks);
  return { config: loadConfig('standalone', withSecrets(environment, dataFolder.secrets)), dataFolder };
}

runProgram({ service: 'standalone', start });
