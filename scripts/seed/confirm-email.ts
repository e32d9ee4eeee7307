import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import PostalMime from 'postal-mime';
import type { AccountsClient } from '#libs/api-client';

const POLL_INTERVAL_MS = 200;
const MAIL_TIMEOUT_MS = 20_000;
const CONFIRM = 'UPDATE user_account SET activated_at = clock_timestamp() WHERE email_key = $1';

/**
 * Confirms the email of a new account: in the database if its URL is given, otherwise by the mail that `npm start` stored
 * in the data folder.
 *
 * @throws {Error} if there is neither
 */
export async function confirmEmail(
  accounts: AccountsClient,
  email: string,
  { databaseUrl, dataFolder }: { databaseUrl: string | undefined; dataFolder: string },
): Promise<void> {
  if (databaseUrl !== undefined) return confirmInDatabase(databaseUrl, email);
  if (!existsSync(dataFolder))
    throw new Error(
      `cannot confirm ${email}: set DATA_DIR to the data folder of npm start, or DATABASE_URL to its database`,
    );
  await accounts.verify(await tokenInMails(join(dataFolder, 'mail'), email));
}

/** Waits for the mail whose link contains the token. */
async function tokenInMails(folder: string, email: string): Promise<string> {
  const deadline = performance.now() + MAIL_TIMEOUT_MS;
  for (;;) {
    for (const path of await newestMails(folder)) {
      const mail = await PostalMime.parse(await readFile(path));
      const [, token] = /\/verify#t=([\w-]+)/.exec(mail.text ?? '') ?? [];
      if (token !== undefined && mail.to?.some(({ address }) => address === email)) return token;
    }
    if (performance.now() > deadline) throw new Error(`no mail to ${email} arrived in ${folder}`);
    await pause(POLL_INTERVAL_MS);
  }
}

/** The folder is created with the first mail. */
async function newestMails(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const paths = names.filter((name) => name.endsWith('.eml')).map((name) => join(folder, name));
  const dated = await Promise.all(paths.map(async (path) => ({ path, time: (await stat(path)).mtimeMs })));
  return dated.toSorted((one, other) => other.time - one.time).map(({ path }) => path);
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
