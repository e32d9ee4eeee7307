import { readFile, stat, writeFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApp } from '../core/testing/create-test-app.js';
import { CliHarness } from './testing/cli-harness.js';

const app = await createTestApp();
const core = await app.listen();
const cli = await CliHarness.create(core.address);
afterAll(async () => {
  await cli.close();
  await app.close();
});

const CREDENTIALS = 'config/onasty/credentials.json';
const notes = z.array(z.object({ slug: z.string(), label: z.string().optional() }));

/** Folders of another user. */
const user = (name: string) => ({ env: { XDG_CONFIG_HOME: cli.path(name), XDG_STATE_HOME: cli.path(name) } });

async function signedIn(name: string) {
  const account = await app.signedIn();
  const as = user(name);
  const login = await cli.run(['login', '--email', account.email], { stdin: `${account.password}\n`, ...as });
  expect(login).toMatchObject({
    exitCode: 0,
    stdout: '',
    stderr: expect.stringContaining("You're signed in"),
  });
  return { ...account, as, path: cli.path(`${name}/onasty/credentials.json`) };
}

describe('onasty login', () => {
  it('stores the session in a file that only its owner can read', async () => {
    const { path, password } = await signedIn('ada');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path, 'utf8')).not.toContain(password);
  });

  it('explains that its folder cannot be written', async () => {
    const { email, password } = await app.signedIn();
    const env = { XDG_CONFIG_HOME: '/dev/null/config' };
    const result = await cli.run(['login', '--email', email], { stdin: password, env });
    expect(result).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Set XDG_CONFIG_HOME') });
  });

  it('prompts for the server and the password on a terminal, without showing it', async () => {
    const { email, password } = await app.signedIn();
    const terminal = cli.atTerminal(`onasty login --email ${email}`, { ONASTY_SERVER: '' });
    await terminal.reply('Server: ', `${core.address}/\r`);
    await terminal.reply('Password: ', `${password}\r`);
    expect(await terminal.exitCode()).toBe(0);
    expect(terminal.text).not.toContain(password);
    expect(JSON.parse(await readFile(cli.path(CREDENTIALS), 'utf8'))).toMatchObject({
      defaultServer: core.address,
    });
    expect(await cli.run(['list'], { env: { ONASTY_SERVER: '' } })).toMatchObject({ exitCode: 0 });
  });

  it('accepts a token in place of a password', async () => {
    const { accessToken } = await app.signedIn();
    const as = user('grace');
    const login = await cli.run(['login', '--json'], { stdin: accessToken, ...as });
    expect(JSON.parse(login.stdout)).toEqual({ server: core.address, kind: 'api_key' });
    expect(await cli.run(['list', '--json'], as)).toMatchObject({ exitCode: 0, stdout: '[]\n' });
  });

  it.each([
    [
      'a wrong password',
      ['--email', 'nobody@example.com'],
      'wrong password',
      5,
      'Wrong email address or password',
    ],
    ['an unknown API key', [], 'ony_unknown', 5, "This API key isn't valid"],
    ['an empty secret', [], '\n', 1, 'Nothing was entered'],
    ['a server that is no address', ['-s', 'notes'], 'key', 1, "isn't the address of a server"],
    ['a server that does not respond', ['-s', 'http://127.0.0.1:1'], 'key', 2, "can't be reached"],
  ])('rejects %s', async (_, parameters, stdin, exitCode, message) => {
    const result = await cli.run(['login', ...parameters], { stdin, ...user('eve') });
    expect(result).toMatchObject({ exitCode, stdout: '', stderr: expect.stringContaining(message) });
    await expect(stat(cli.path('eve/onasty/credentials.json'))).rejects.toThrow();
  });
});

describe('onasty list', () => {
  it('lists the notes of the account, newest first', async () => {
    const { as } = await signedIn('list');
    for (const label of ['first', 'second', 'third'])
      await cli.run(['send', '--label', label], { stdin: 'text', ...as });
    await cli.run(['send', '--anonymous'], { stdin: 'text', ...as });
    const { stdout } = await cli.run(['list', '--json', '-n', '2'], as);
    expect(notes.parse(JSON.parse(stdout)).map(({ label }) => label)).toEqual(['third', 'second']);
    const table = await cli.run(['list', '--state', 'unread'], as);
    expect(table.stdout.split('\n').map((line) => line.split(/ {2,}/).at(-1))).toEqual([
      'third',
      'second',
      'first',
      '',
    ]);
    expect(await cli.run(['list', '--state', 'read'], as)).toMatchObject({
      stdout: '',
      stderr: 'No notes yet.\n',
    });
  });

  it.each([
    ['an unknown state', ['--state', 'burnt'], 1, 'Allowed choices are all, read, unread'],
    ['a limit that is no number', ['-n', 'all'], 1, "isn't a number of notes"],
    ['a computer that is not signed in', [], 5, 'Run "onasty login" first'],
  ])('rejects %s', async (_, parameters, exitCode, message) => {
    const result = await cli.run(['list', ...parameters], user('nobody'));
    expect(result).toMatchObject({ exitCode, stdout: '', stderr: expect.stringContaining(message) });
  });
});

describe('a session', () => {
  it('is continued when its access token has expired', async () => {
    const { as, path } = await signedIn('old');
    const file = z.object({ servers: z.record(z.string(), z.record(z.string(), z.string())) });
    const stored = file.parse(JSON.parse(await readFile(path, 'utf8')));
    const expire = { ...stored.servers[core.address], token: 'expired' };
    await writeFile(path, JSON.stringify({ ...stored, servers: { [core.address]: expire } }));
    expect(await cli.run(['list'], as)).toMatchObject({ exitCode: 0 });
    expect(await readFile(path, 'utf8')).not.toContain('"expired"');
  });

  it('is never replaced by an anonymous note when it has ended', async () => {
    const { as, headers } = await signedIn('ended');
    await app.http.post('/api/v1/auth/logout/all', undefined, { headers });
    const sent = await cli.run(['send'], { stdin: 'text', ...as });
    expect(sent).toMatchObject({
      exitCode: 5,
      stdout: '',
      stderr: expect.stringContaining('"onasty login"'),
    });
    expect(await cli.run(['send', '--anonymous'], { stdin: 'text', ...as })).toMatchObject({ exitCode: 0 });
  });

  it('deletes notes of the account that were sent elsewhere', async () => {
    const { as } = await signedIn('owner');
    const { stdout } = await cli.run(['send'], { stdin: 'text', ...as });
    const elsewhere = { env: { ...as.env, XDG_STATE_HOME: cli.path('new-computer') } };
    expect(await cli.run(['revoke', stdout.trim()], elsewhere)).toMatchObject({ exitCode: 0 });
    const stranger = await signedIn('stranger');
    const other = await cli.run(['send', '--anonymous'], { stdin: 'text', ...as });
    expect(await cli.run(['revoke', other.stdout.trim()], stranger.as)).toMatchObject({ exitCode: 3 });
  });

  it('is sent to its own server only', async () => {
    const { as } = await signedIn('careful');
    const other = core.address.replace('127.0.0.1', 'localhost');
    const sent = await cli.run(['send', '-s', other, '--label', 'x'], { stdin: 'text', ...as });
    expect(sent).toMatchObject({ exitCode: 5, stderr: expect.stringContaining('A label needs an account') });
  });
});

describe('onasty logout', () => {
  it('ends the session and removes it', async () => {
    const { as, path } = await signedIn('leaving');
    expect(await cli.run(['logout'], as)).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('signed out'),
    });
    await expect(stat(path)).rejects.toThrow();
    expect(await cli.run(['list'], as)).toMatchObject({ exitCode: 5 });
    expect(await cli.run(['logout'], as)).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("weren't"),
    });
  });
});
