import PostalMime from 'postal-mime';
import { HttpClient } from '../../../apps/core/testing/http-client.js';
import { findInMailbox } from '../../../apps/web/testing/website.js';
import { createTestDatabase, type TestDatabase } from '../../../libs/database/testing/test-database.js';
import { TestDeployment } from './test-deployment.js';
import type { ReceivedMail } from '../servers/smtp.js';
import { Standalone, temporaryFolder } from '../programs/standalone.js';
import { TARGET } from '../programs/target.js';

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

/** Starts standalone or, with E2E_TARGET=deployment, two cores and a mailer behind Caddy, on a cloned database. */
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
  return {
    url: standalone.address,
    http,
    database,
    lines: () => standalone.process.lines,
    hasMailbox: true,
    findMail: (email, subject) => findInMailbox(http, email, subject),
  };
}

async function serveDeployment(environment: Record<string, string>, undo: Undo[]): Promise<ServedProduct> {
  const { HTTP_PORT: port = '0', ...settings } = environment;
  const { FRONTEND_URL: frontendUrl } = settings;
  const deployment = await new TestDeployment()
    .withCores(2, settings)
    .withRedis()
    .withMailers(1, frontendUrl === undefined ? {} : { FRONTEND_URL: frontendUrl })
    .withCaddy(Number(port))
    .onClonedDatabase()
    .start();
  undo.push(() => deployment.stop());
  const { address, http, database, cores, mailers, smtp } = deployment;
  const programs = [...cores.map(({ process }) => process), ...mailers];
  return {
    url: address,
    http,
    database,
    lines: () => programs.flatMap(({ lines }) => lines),
    hasMailbox: false,
    findMail: (email, subject) => newestMail(smtp.mails, email, subject),
  };
}

async function newestMail(
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
