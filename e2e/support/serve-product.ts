import { Caddy } from './caddy.js';
import { Standalone, temporaryFolder } from './product.js';
import { Core } from './core.js';
import { HttpClient } from '../../apps/core/testing/http-client.js';
import { startMailer } from './mailer.js';
import { NatsServer } from './nats.js';
import { createTestDatabase, type TestDatabase } from '../../libs/database/testing/test-database.js';
import { RedisServer } from './redis.js';
import { SmtpPeer } from './smtp.js';
import { TARGET } from './target.js';

/** What is visited in a browser, and what it keeps and says. */
export interface ServedProduct {
  address: string;
  http: HttpClient;
  database: TestDatabase;
  /** What it printed so far. */
  lines: () => readonly string[];
  /** Where its mails go; null when it keeps them in its mailbox. */
  smtp: SmtpPeer | null;
}

export type Undo = () => Promise<unknown> | void;

/** Standalone, or a deployment of two cores and a mailer behind Caddy (E2E_TARGET=deployment), on a database of its own. */
export function serveProduct(environment: Record<string, string>, undo: Undo[]): Promise<ServedProduct> {
  return TARGET === 'deployment' ? serveDeployment(environment, undo) : serveStandalone(environment, undo);
}

async function serveStandalone(environment: Record<string, string>, undo: Undo[]): Promise<ServedProduct> {
  const [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
  undo.push(folder.remove, () => database.drop());
  const standalone = await Standalone.start(folder.path, {
    DATABASE_URL: database.url,
    HTTP_HOST: '127.0.0.1',
    LOG_FORMAT: 'json',
    RATELIMIT_ENABLED: 'false',
    DATABASE_REQUIRE_DURABILITY: 'false',
    ...environment,
  });
  const http = new HttpClient(standalone.address);
  undo.push(
    () => standalone.process.end('SIGTERM'),
    () => http.close(),
  );
  const lines = () => standalone.process.lines;
  return { address: standalone.address, http, database, lines, smtp: null };
}

async function serveDeployment(environment: Record<string, string>, undo: Undo[]): Promise<ServedProduct> {
  const database = await createTestDatabase();
  undo.push(() => database.drop());
  const [nats, redis, smtp] = await Promise.all([NatsServer.start(), RedisServer.start(), SmtpPeer.start()]);
  undo.push(
    () => nats.stop(),
    () => redis.stop(),
    () => smtp.stop(),
  );
  const { HTTP_PORT: port = '0', ...settings } = environment;
  const ofCore = { NATS_URL: nats.url, REDIS_URL: redis.url, TRUST_PROXY: '127.0.0.1', ...settings };
  const cores = await Promise.all([1, 2].map(() => Core.start(database.url, ofCore, { isAlone: true })));
  undo.push(...cores.map((core) => () => core.stop()));
  const caddy = await Caddy.start(
    cores.map(({ address }) => address),
    { port: Number(port) },
  );
  const frontendUrl = settings['FRONTEND_URL'] ?? caddy.address;
  const mailer = await startMailer(nats.url, smtp.url, { FRONTEND_URL: frontendUrl });
  const http = new HttpClient(caddy.address);
  undo.push(
    () => mailer.end('SIGTERM'),
    () => caddy.stop(),
    () => http.close(),
  );
  const lines = () => [...cores.map(({ process }) => process), mailer].flatMap((program) => program.lines);
  return { address: caddy.address, http, database, lines, smtp };
}
