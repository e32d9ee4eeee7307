import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { AccountsClient } from '#libs/api-client';

const LOOK_EVERY_MS = 200;
const MAIL_WITHIN_MS = 20_000;
const CONFIRM = 'UPDATE user_account SET activated_at = clock_timestamp() WHERE email_key = $1';

/**
 * Confirms the address of a new account: by its mail, where the product keeps mails in a mailbox as `npm start` does,
 * and in the database otherwise.
 *
 * @throws {Error} when there is neither
 */
export async function confirmAddress(
  url: string,
  accounts: AccountsClient,
  email: string,
  databaseUrl: string | undefined,
): Promise<void> {
  const hasMailbox = (await fetch(`${url}/mailbox`)).ok;
  if (hasMailbox) await accounts.verify(await tokenInMailbox(url, email));
  else if (databaseUrl !== undefined) await confirmInDatabase(databaseUrl, email);
  else {
    throw new Error(
      `${url} keeps no mails, so set DATABASE_URL to its database: ${email} can't be confirmed`,
    );
  }
}

/** The mailbox shows a mail as `<a href="/mailbox/…">…<span>address</span>`, newest first, and the token in its link. */
async function tokenInMailbox(url: string, email: string): Promise<string> {
  const deadline = performance.now() + MAIL_WITHIN_MS;
  for (;;) {
    const list = await (await fetch(`${url}/mailbox`)).text();
    const row = list.split('<li>').find((text) => text.includes(`<span>${email}</span>`));
    const [, page] = /href="(\/mailbox\/[a-z0-9-]+)"/.exec(row ?? '') ?? [];
    if (page !== undefined) {
      const [, token] = /\/verify#t=([\w-]+)/.exec(await (await fetch(`${url}${page}`)).text()) ?? [];
      if (token !== undefined) return token;
    }
    if (performance.now() > deadline) throw new Error(`no mail came to ${email}`);
    await pause(LOOK_EVERY_MS);
  }
}

async function confirmInDatabase(connectionString: string, email: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rowCount } = await client.query(CONFIRM, [email]);
    if (rowCount !== 1) throw new Error(`the database at DATABASE_URL knows no ${email}`);
  } finally {
    await client.end();
  }
}
