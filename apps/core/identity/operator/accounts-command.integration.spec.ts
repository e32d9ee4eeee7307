import { afterAll, describe, expect, it } from 'vitest';
import { loadConfig, Secret } from '#libs/config';
import { createLogger } from '#libs/observability';
import { createTestApp } from '../../testing/create-test-app.js';
import { at, bearer, newEmail, PASSWORD, tokensOf } from '../../testing/test-actions.js';
import { testEnvironment } from '../../testing/test-environment.js';
import type { AccountOperations } from './account-operations.js';
import { runAccountsCommand, USAGE } from './accounts-command.js';
import { openAccountOperations } from './open-account-operations.js';

const app = await createTestApp({ environment: { SIGN_UP: 'closed' } });
const { url } = app.database;
const closers: (() => Promise<void>)[] = [];
const operations = open();
afterAll(async () => {
  for (const close of closers) await close();
  await app.close();
});

function open(environment: Record<string, string> = {}): AccountOperations {
  const config = loadConfig('core', { ...testEnvironment, DATABASE_URL: url, ...environment });
  const logger = createLogger('core', config.log, { write: () => undefined });
  const opened = openAccountOperations(config, new Secret(url), logger);
  closers.push(opened.close);
  return opened.operations;
}

const run = (...parameters: string[]) => runOn(operations, ...parameters);

async function runOn(target: AccountOperations, ...parameters: string[]) {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const code = await runAccountsCommand(target, parameters, { write, writeError: write });
  return { code, text: lines.join('\n') };
}

/** Sets the password of an invitation, as its page does. */
async function accept(link: string, password = PASSWORD) {
  const token = link.split('#t=')[1] ?? '';
  return app.http.post(at(`/auth/reset-password/${token}`), { password });
}

async function invited(): Promise<string> {
  const email = newEmail();
  await accept((await run('invite', email)).text);
  return email;
}

describe('npm run accounts', () => {
  it('invites while sign-up is closed, by a link that sets the password', async () => {
    const email = newEmail();
    expect(await app.signUp(email)).toMatchObject({
      status: 403,
      body: { code: 'user.sign_up_closed', message: 'user: sign-up is closed' },
    });
    const { code, text } = await run('invite', email);
    expect(code).toBe(0);
    expect(text).toMatch(/^http:\/\/localhost:3000\/reset-password#t=[\w-]{43}$/);
    expect((await app.signIn(email)).code).toBe('user.wrong_credentials');
    expect((await accept(text)).status).toBe(200);
    expect((await app.signIn(email)).status).toBe(200);
    expect(await run('invite', email)).toEqual({ code: 1, text: 'the address has an account already' });
  });

  it('mails an invitation on request', async () => {
    const email = newEmail();
    expect(await run('invite', email, '--mail')).toEqual({ code: 0, text: `${email} gets the link by mail` });
    expect((await accept(`#t=${await app.tokenFor(email, 'invitation')}`)).status).toBe(200);
  });

  it.each([{ options: [] }, { options: ['--mail'] }])(
    'rejects an invitation under SSO_ONLY: $options',
    async ({ options }) => {
      const email = newEmail();
      const ssoOnly = open({ SSO_ONLY: 'true', GITHUB_CLIENT_ID: 'onasty', GITHUB_CLIENT_SECRET: 'secret' });
      expect(await runOn(ssoOnly, 'invite', email, ...options)).toEqual({
        code: 1,
        text: 'invitations set a password, and SSO_ONLY admits sign-in through providers only',
      });
      expect(await run('list', email)).toEqual({ code: 0, text: '' });
      expect(await app.mailsTo(email)).toEqual([]);
    },
  );

  it('lists accounts, and shows one with its activity', async () => {
    const email = await invited();
    await app.signIn(email);
    const listed = await run('list', email.toUpperCase());
    expect(listed.text).toMatch(new RegExp(`^${email}  active  \\S+Z  \\S+Z  0$`));
    const { text } = await run('show', email);
    expect(text).toContain('state         active');
    expect(text).toMatch(/activity {6}\S+Z sign_in 1x password/);
    expect(text).not.toContain(PASSWORD);
  });

  it('lists each account once over several pages', async () => {
    const domain = newEmail().replace('@', '.');
    await app.database.query(
      `INSERT INTO user_account (id, email, email_key)
       SELECT gen_random_uuid(), address, address
         FROM (SELECT place || '@' || $1 AS address FROM generate_series(1, 501) AS place) AS addresses`,
      [domain],
    );
    const addresses = (await run('list', domain)).text.split('\n').map((line) => line.split('  ')[0]);
    expect([addresses.length, new Set(addresses).size]).toEqual([501, 501]);
  });

  it('blocks an account at once, and unblocks it', async () => {
    const email = await invited();
    const { accessToken } = tokensOf(await app.signIn(email));
    expect((await run('block', email)).code).toBe(0);
    expect((await app.http.get(at('/me'), bearer(accessToken))).status).toBe(401);
    expect(await app.signIn(email)).toMatchObject({ status: 403, code: 'user.blocked' });
    expect((await app.signIn(email, 'wrong password 1')).code).toBe('user.wrong_credentials');
    expect((await run('list', email)).text).toContain('  blocked  ');
    await run('unblock', email);
    expect((await app.signIn(email)).status).toBe(200);
  });

  it('blocks an account together with a change of its address', async () => {
    const [email, next] = [await invited(), newEmail()];
    const { accessToken } = tokensOf(await app.signIn(email));
    const change = { new_email: next, current_password: PASSWORD };
    await app.http.post(at('/auth/change-email'), change, bearer(accessToken));
    const token = await app.tokenFor(next, 'confirm_email_change');
    await run('block', email);
    expect((await app.http.post(at('/auth/change-email/confirm'), { token })).code).toBe('link.not_found');
  });

  it('confirms an address in place of its owner', async () => {
    const email = newEmail();
    await run('invite', email);
    await run('confirm', email);
    expect((await run('list', email)).text).toContain('  active  ');
    expect(await run('confirm', email)).toEqual({ code: 1, text: 'the account is confirmed already' });
  });

  it('signs out and deletes', async () => {
    const email = await invited();
    const { accessToken } = tokensOf(await app.signIn(email));
    await run('sign-out', email);
    expect((await app.http.get(at('/me'), bearer(accessToken))).status).toBe(401);
    expect((await run('delete', email)).code).toBe(0);
    expect(await run('show', email)).toEqual({ code: 1, text: 'no account has this address' });
    expect((await app.mailsTo(email)).at(-1)?.template_name).toBe('account_deleted');
  });

  it.each([[], ['nonsense'], ['show'], ['block', 'a@example.com', 'b@example.com'], ['list', 'a', 'b']])(
    'explains its usage after %j',
    async (...parameters) => {
      expect(await run(...parameters)).toEqual({ code: 2, text: USAGE.trimEnd() });
    },
  );

  it('rejects an invalid address', async () => {
    expect(await run('invite', 'nonsense')).toEqual({ code: 1, text: 'user: invalid email' });
  });
});
