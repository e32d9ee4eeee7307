import PostalMime from 'postal-mime';
import type { HttpClient } from '../../../apps/core/testing/http-client.js';
import { until } from '../until.js';
import { findInMailbox, mailboxLinkIn, openMailbox } from '../../../apps/web/testing/website.js';
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
  /** One-time link to the page that shows its mails; null if it sends them. */
  mailboxLink: () => string | null;
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
    mailboxLink: () => (isDeployment ? null : mailboxLinkIn(deployment.lines())),
    findMail: isDeployment
      ? (email, subject) => newestMail(deployment.smtp.mails, email, subject)
      : finderIn(http, () => mailboxLinkIn(deployment.lines())),
    stop: () => deployment.stop(),
  };
}

/** Opens the mailbox once, at the first search. */
function finderIn(http: HttpClient, link: () => string): ServedProduct['findMail'] {
  let cookie: Promise<string> | undefined;
  return async (email, subject) => findInMailbox(http, await (cookie ??= redeem(link)), email, subject);
}

/** Waits for the next link as well, so that no later caller finds the spent one. */
async function redeem(link: () => string): Promise<string> {
  const spent = link();
  const cookie = await openMailbox(spent);
  await until('the next link to the mailbox is printed', () => link() !== spent);
  return cookie;
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
