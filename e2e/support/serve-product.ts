import PostalMime from 'postal-mime';
import { findInMailbox } from '../../apps/web/testing/website.js';
import { Caddy } from './caddy.js';
import { Standalone, temporaryFolder } from './product.js';
import { Core } from './core.js';
import { HttpClient } from '../../apps/core/testing/http-client.js';
import { startMailer } from './mailer.js';
import { NatsServer } from './nats.js';
import { createTestDatabase, type TestDatabase } from '../../libs/database/testing/test-database.js';
import { RedisServer } from './redis.js';
import { SmtpPeer, type ReceivedMail } from './smtp.js';
import { TARGET } from './target.js';

/** Running product with its database and log. */
export interface ServedProduct {
  url: string;
  http: HttpClient;
  database: TestDatabase;
  /** Log so far. */
  lines: () => readonly string[];
  /** Shows its mails on a page. */
  hasMailbox: boolean;
  /** HTML of the newest mail with this subject, or null. */
  findMail: (email: string, subject: string) => Promise<string | null>;
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
  return {
    url: standalone.address,
    http,
    database,
    lines,
    hasMailbox: true,
    findMail: (email, subject) => findInMailbox(http, email, subject),
  };
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
  return {
    url: caddy.address,
    http,
    database,
    lines,
    hasMailbox: false,
    findMail: (email, subject) => findAmong(smtp.mails, email, subject),
  };
}

async function findAmong(
  mails: readonly ReceivedMail[],
  email: string,
  subject: string,
): Promise<string | null> {
  const received = mails.filter(({ recipients }) => recipients.includes(email)).toReversed();
  for (const { raw } of received) {
    const mail = await PostalMime.parse(raw);
    if (mail.subject === subject) return mail.html ?? null;
  }
  return null;
}
