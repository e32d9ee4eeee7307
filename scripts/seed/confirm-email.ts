import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { AccountsClient } from '#libs/api-client';

const POLL_INTERVAL_MS = 200;
const MAIL_TIMEOUT_MS = 20_000;
const CONFIRM = 'UPDATE user_account SET activated_at = clock_timestamp() WHERE email_key = $1';

/**
 * Confirms the email of a new account: by its mail if the product has a mailbox, as `npm start` has, otherwise in the
 * database.
 *
 * @throws {Error} if it has neither
 */
export async function confirmEmail(
  url: string,
  accounts: AccountsClient,
  email: string,
  databaseUrl: string | undefined,
): Promise<void> {
  const hasMailbox = (await fetch(`${url}/mailbox`)).ok;
  if (hasMailbox) await accounts.verify(await tokenInMailbox(url, email));
  else if (databaseUrl !== undefined) await confirmInDatabase(databaseUrl, email);
  else {
    throw new Error(`cannot confirm ${email}: ${url} has no mailbox, so set DATABASE_URL to its database`);
  }
}

/** The mailbox lists mails as `<a href="/mailbox/…">…<span>address</span>`, newest first; the link of a mail holds the token. */
async function tokenInMailbox(url: string, email: string): Promise<string> {
  const deadline = performance.now() + MAIL_TIMEOUT_MS;
  for (;;) {
    const list = await (await fetch(`${url}/mailbox`)).text();
    const row = list.split('<li>').find((text) => text.includes(`<span>${email}</span>`));
    const [, page] = /href="(\/mailbox\/[a-z0-9-]+)"/.exec(row ?? '') ?? [];
    if (page !== undefined) {
      const [, token] = /\/verify#t=([\w-]+)/.exec(await (await fetch(`${url}${page}`)).text()) ?? [];
      if (token !== undefined) return token;
    }
    if (performance.now() > deadline) throw new Error(`no mail to ${email} arrived`);
    await pause(POLL_INTERVAL_MS);
  }
}

async function confirmInDatabase(connectionString: string, email: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rowCount } = await client.query(CONFIRM, [email]);
    if (rowCount !== 1) throw new Error(`no account ${email} in the database at DATABASE_URL`);
  } finally {
    await client.end();
  }
}
