import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { manPage } from './help/man-page.js';
import { createProgram } from './program.js';
import { CliHarness } from './testing/cli-harness.js';

const NO_SERVER = 'http://127.0.0.1:1';
const cli = await CliHarness.create(NO_SERVER);
afterAll(() => cli.close());

const commands = createProgram('0').commands.map((command) => command.name());

describe('onasty verify', () => {
  const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const BODY = '{"type":"note.read","timestamp":"2026-11-30T22:00:00Z","data":{"id":"1"}}';
  const seconds = String(Math.floor(Date.now() / 1_000));
  const key = Buffer.from(SECRET.slice(6), 'base64');
  const signature = `v1,${createHmac('sha256', key).update(`msg_1.${seconds}.${BODY}`).digest('base64')}`;
  const signed = ['--id', 'msg_1', '--timestamp', seconds, '--signature', signature];
  const withSecret = async (secret: string) => {
    await writeFile(cli.path('secret'), `${secret}\n`);
    return ['--secret-file', cli.path('secret')];
  };

  it('prints the body of a genuine request', async () => {
    const parameters = ['verify', ...signed, ...(await withSecret(SECRET))];
    expect(await cli.run(parameters, { stdin: BODY })).toMatchObject({
      exitCode: 0,
      stdout: BODY,
      stderr: '',
    });
  });

  it.each([
    ['a changed body', `${BODY} `, signed, SECRET, 5, "The signature doesn't fit"],
    [
      'an old request',
      BODY,
      ['--id', 'msg_1', '--timestamp', '1', '--signature', signature],
      SECRET,
      5,
      "doesn't fit",
    ],
    [
      'a malformed time',
      BODY,
      ['--id', 'msg_1', '--timestamp', 'x', '--signature', signature],
      SECRET,
      1,
      'malformed',
    ],
    ['a malformed key', BODY, signed, 'secret', 1, 'neither a whsec_ secret'],
    ['a missing header', BODY, signed.slice(2), SECRET, 1, "required option '--id <id>' not specified"],
    ['a malformed tolerance', BODY, [...signed, '--tolerance', '5m'], SECRET, 1, "isn't a number of seconds"],
  ])('rejects %s', async (_, stdin, parameters, secret, exitCode, message) => {
    const result = await cli.run(['verify', ...parameters, ...(await withSecret(secret))], { stdin });
    expect(result).toMatchObject({ exitCode, stdout: '', stderr: expect.stringContaining(message) });
  });

  it('needs a key', async () => {
    expect(await cli.run(['verify', ...signed], { stdin: BODY })).toMatchObject({ exitCode: 1 });
  });
});

describe('onasty completion', () => {
  const complete = async (line: string) => {
    const { stdout } = await cli.run(['completion', 'bash']);
    await writeFile(cli.path('completion.bash'), stdout);
    const words = line.split(' ');
    const script = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _onasty; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout: replies } = spawnSync(
      'bash',
      ['-c', script, 'bash', cli.path('completion.bash'), ...words],
      {
        encoding: 'utf8',
      },
    );
    return replies.trim().split('\n');
  };

  it('completes commands and options in bash', async () => {
    expect(await complete('onasty re')).toEqual(['read', 'revoke']);
    expect(await complete('onasty read --pass')).toEqual(['--password-file']);
    expect(await complete('onasty completion f')).toEqual(['fish']);
  });

  it.each(['bash', 'zsh', 'fish'])('names every command in %s', async (shell) => {
    const { stdout, exitCode } = await cli.run(['completion', shell]);
    expect(exitCode).toBe(0);
    for (const command of commands) expect(stdout).toContain(command);
  });

  it('rejects another shell', async () => {
    expect(await cli.run(['completion', 'tcsh'])).toMatchObject({ exitCode: 1 });
  });
});

describe('help', () => {
  it('is printed for each command', async () => {
    const { stdout } = await cli.run(['--help']);
    for (const command of commands) expect(stdout).toContain(command);
    expect(await cli.run(['read', '--help'])).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await cli.run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    ['no command', [], 'Usage: onasty'],
    ['an unknown command', ['sned'], 'Did you mean send?'],
    ['a superfluous argument', ['list', 'x'], 'too many arguments'],
  ])('is offered for %s', async (_, parameters, message) => {
    expect(await cli.run(parameters)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(message),
    });
  });

  it.each([['send', '--bogus'], ['verify'], ['list', 'x'], ['sned']])(
    'is replaced by one line of JSON for %s %s --json',
    async (...parameters) => {
      const { exitCode, stdout, stderr } = await cli.run([...parameters, '--json']);
      expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
      expect(JSON.parse(stderr)).toEqual({ code: 'cli.usage', message: expect.stringMatching(/^[^:]/) });
    },
  );

  it('survives a reader that ends early', async () => {
    const child = cli.start([process.execPath, cli.program, '--help']);
    child.stdout?.destroy();
    await new Promise((resolve) => child.once('close', resolve));
    expect(child.signalCode).toBeNull();
  });

  it('is a manual page of known macros', () => {
    const page = manPage(createProgram('0.0.0'), '0.0.0');
    for (const command of commands) expect(page).toContain(`.SS onasty ${command}`);
    const macros = new Set(page.split('\n').flatMap((line) => /^[.'](\S*)/.exec(line)?.[1] ?? []));
    expect([...macros].toSorted()).toEqual(['B', 'PP', 'SH', 'SS', 'TH', 'TP', 'br']);
    expect(page).not.toMatch(/[^\\]-/);
  });
});
