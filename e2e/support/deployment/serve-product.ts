import PostalMime from 'postal-mime';
import type { HttpClient } from '../../../apps/core/testing/http-client.js';
import { findInMailbox } from '../../../apps/web/testing/website.js';
import type { TestDatabase } from '../../../libs/database/testing/test-database.js';
import { TARGET } from '../programs/target.js';
import type { ReceivedMail } from '../servers/smtp.js';
import type { RunningDeployment } from './running-deployment.js';
import { TestDeployment } from './test-deployment.js';

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
  stop: () => Promise<void>;
}

/** Starts standalone or, with E2E_TARGET=deployment, two cores and a mailer behind Caddy, on a cloned database. */
export async function serveProduct(environment: Record<string, string>): Promise<ServedProduct> {
  const isDeployment = TARGET === 'deployment';
  const deployment = isDeployment
    ? await startDeployment(environment)
    : await new TestDeployment().asStandalone(environment).onClonedDatabase().start();
  const { address, http, database } = deployment;
  return {
    url: address,
    http,
    database,
    lines: () => deployment.lines(),
    hasMailbox: !isDeployment,
    findMail: isDeployment
      ? (email, subject) => newestMail(deployment.smtp.mails, email, subject)
      : (email, subject) => findInMailbox(http, email, subject),
    stop: () => deployment.stop(),
  };
}

function startDeployment(environment: Record<string, string>): Promise<RunningDeployment> {
  const { HTTP_PORT: port = '0', ...settings } = environment;
  const { FRONTEND_URL: frontendUrl } = settings;
  return new TestDeployment()
    .withCores(2, settings)
    .withRedis()
    .withMailers(1, frontendUrl === undefined ? {} : { FRONTEND_URL: frontendUrl })
    .withCaddy(Number(port))
    .onClonedDatabase()
    .start();
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
