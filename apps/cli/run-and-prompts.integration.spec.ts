import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { resultOf } from './testing/cli-harness.js';
import { TEXT, slugOf, useCli } from './testing/use-cli.js';

const { app, cli, client, send, sendByCommand, read, isUnread } = await useCli();

describe('onasty run', () => {
  const VARIABLES = '# of the test\nAPI_TOKEN="a b"\nexport MODE=fast\n';
  const run = (link: string, command: string[], ...parameters: string[]) =>
    cli.run(['run', '--yes', ...parameters, link, '--', ...command]);

  it('passes a note as environment and never writes it', async () => {
    const link = await send(VARIABLES);
    const result = await run(link, ['sh', '-c', 'printf "%s %s" "$API_TOKEN" "$MODE"; exit 7']);
    expect(result).toEqual({ exitCode: 7, signal: null, stdout: 'a b fast', stderr: '' });
    expect(await app.isContentStored({ slug: slugOf(link) })).toBe(false);
  });

  it('passes a note as standard input', async () => {
    expect(await run(await send(), ['cat'], '--stdin')).toMatchObject({ exitCode: 0, stdout: TEXT });
    expect(await run(await send('x'.repeat(300_000)), ['true'], '--stdin')).toMatchObject({ exitCode: 0 });
  });

  it('reports the signal that ended the program', async () => {
    expect(await run(await send(VARIABLES), ['sh', '-c', 'kill -9 $$'])).toMatchObject({ exitCode: 137 });
  });

  it('passes a signal on to the program', async () => {
    const link = await send(VARIABLES);
    const script = 'trap "echo stopped; exit 3" TERM; echo started; while :; do sleep 0.05; done';
    const child = cli.start([process.execPath, cli.program, 'run', '--yes', link, '--', 'sh', '-c', script]);
    child.stdout?.once('data', () => child.kill('SIGTERM'));
    expect(await resultOf(child)).toMatchObject({ exitCode: 3, stdout: 'started\nstopped\n' });
  });

  it.each(['no-such-program', '/tmp', '/etc/passwd'])('opens nothing for the program %s', async (program) => {
    const link = await send(VARIABLES);
    const result = await run(link, [program]);
    expect(result).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("There's no program") });
    expect(await isUnread(link)).toBe(true);
  });

  it.each([
    ['has no variables', 'just text', 1, 'no KEY=VALUE lines'],
    ['would load code', 'LD_PRELOAD=/tmp/x.so', 5, 'LD_PRELOAD, which could load code'],
    ['has a NUL character', 'KEY=hidden\0value', 5, 'KEY to a value with a NUL'],
    ['is too long for the environment', `A=${'x'.repeat(500_000)}`, 1, 'use --stdin'],
    ['would change the path', 'A=1\nPATH=/tmp', 5, 'PATH, which could load code'],
  ])('keeps a note that %s for this computer', async (_, text, exitCode, message) => {
    const link = await send(text);
    const result = await run(link, ['true']);
    expect(result).toMatchObject({ exitCode, stderr: expect.stringContaining(message) });
    expect(result.stderr).not.toContain('hidden');
    expect((await read(link)).stdout).toBe(text);
  });
});

describe('on a terminal', () => {
  it('confirms before a note burns', async () => {
    const link = await send();
    const declined = cli.atTerminal(`onasty read '${link}'`);
    await declined.reply('Read it now? [y/N] ', 'n\r');
    expect(await declined.exitCode()).toBe(1);
    expect(declined.text).toContain('The note is still there.');
    const accepted = cli.atTerminal(`onasty read '${link}' >text.txt`);
    await accepted.reply('Read it now? [y/N] ', 'y\r');
    expect(await accepted.exitCode()).toBe(0);
    expect(await readFile(cli.path('text.txt'), 'utf8')).toBe(TEXT);
  });

  it('prompts while the output is a pipe', async () => {
    const terminal = cli.atTerminal(`onasty read '${await send('a\nb\n')}' | wc -l`);
    await terminal.reply('Read it now? [y/N] ', 'y\r');
    expect(await terminal.exitCode()).toBe(0);
    expect(terminal.text.trim()).toMatch(/2$/);
  });

  it('prompts for the link and the password without showing them, and again after a wrong one', async () => {
    const link = await send(TEXT, { password: 'right' });
    const terminal = cli.atTerminal('onasty read --yes');
    await terminal.reply('Link: ', `${link}\r`);
    await terminal.reply('Password of the note: ', 'wrong\r');
    await terminal.shows('9 tries left');
    expect(terminal.text).not.toContain('wrong');
    await terminal.reply('Password of the note: ', 'right\r');
    await terminal.shows('the code is 4711');
    expect(terminal.text).not.toContain('right');
    expect(await terminal.exitCode()).toBe(0);
  });

  it('takes a typed note and a password', async () => {
    const terminal = cli.atTerminal('onasty send --password >link.txt');
    await terminal.reply('Password for the note: ', 'pw\r');
    await terminal.reply('The same password again: ', 'pw\r');
    await terminal.reply('Write the note', 'typed\n\u0004');
    expect(await terminal.exitCode()).toBe(0);
    const link = (await readFile(cli.path('link.txt'), 'utf8')).trim();
    expect(await client.read(link, { password: 'pw' })).toBe('typed\n');
  });

  it('sends nothing if the passwords differ', async () => {
    const terminal = cli.atTerminal('onasty send --password >link.txt');
    await terminal.reply('Password for the note: ', 'one\r');
    await terminal.reply('The same password again: ', 'two\r');
    expect(await terminal.exitCode()).toBe(1);
    expect(terminal.text).toContain("aren't the same");
  });

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('opens nothing on %s', async (_, key) => {
    const link = await send();
    const terminal = cli.atTerminal(`onasty read '${link}'`);
    await terminal.reply('Read it now? [y/N] ', key);
    expect(await terminal.exitCode()).toBe(130);
    expect(await isUnread(link)).toBe(true);
  });

  it('shows control characters instead of obeying them', async () => {
    const link = await send('a\u001b]0;title\u0007b\u009b31m');
    const terminal = cli.atTerminal(`onasty read --yes '${link}'`);
    expect(await terminal.exitCode()).toBe(0);
    expect(terminal.text).toContain('a^[]0;title^Gb<U+009B>31m\n');
  });

  it('confirms before it deletes a note', async () => {
    const link = await sendByCommand();
    const declined = cli.atTerminal(`onasty revoke '${link}'`);
    await declined.reply('Delete this note permanently? [y/N] ', '\r');
    expect(await declined.exitCode()).toBe(1);
    const accepted = cli.atTerminal(`onasty revoke '${link}'`);
    await accepted.reply('Delete this note permanently? [y/N] ', 'yes\r');
    expect(await accepted.exitCode()).toBe(0);
    expect(await app.isContentStored({ slug: slugOf(link) })).toBe(false);
  });
});
