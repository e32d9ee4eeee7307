import { readFile, stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { resultOf } from './testing/cli-harness.js';
import { TEXT, slugOf, useCli } from './testing/use-cli.js';

const { app, proxy, cli, send, read, isUnread, passwordFile } = await useCli();

describe('onasty read', () => {
  it('needs --yes without a terminal, and opens nothing', async () => {
    const link = await send();
    const result = await cli.run(['read', link]);
    expect(result).toMatchObject({ exitCode: 1, stdout: '' });
    expect(result.stderr).toContain('Add --yes');
    expect(await isUnread(link)).toBe(true);
  });

  it('needs no --yes for a reusable note', async () => {
    const link = await send(TEXT, { reusable: true, expiresIn: 3_600 });
    expect(await cli.run(['read', link])).toMatchObject({ exitCode: 0, stdout: TEXT });
    expect(await cli.run(['read', link])).toMatchObject({ exitCode: 0, stdout: TEXT });
  });

  it('reads the link from the standard input', async () => {
    const link = await send();
    expect(await cli.run(['read', '--yes'], { stdin: `${link}\n` })).toMatchObject({ stdout: TEXT });
  });

  it('writes to a new file that only its owner can read', async () => {
    const link = await send();
    expect(await read(link, ['-o', 'out.txt'])).toMatchObject({ exitCode: 0, stdout: '' });
    expect(await readFile(cli.path('out.txt'), 'utf8')).toBe(TEXT);
    expect((await stat(cli.path('out.txt'))).mode & 0o777).toBe(0o600);
    const result = await read(await send(), ['-o', 'out.txt']);
    expect(result).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('exists already') });
  });

  it('reads a plain note', async () => {
    const { slug } = await app.createNote({ content: 'plain', password: 'pw' });
    const link = `${proxy.url}/secret/${slug}`;
    expect(await read(link, await passwordFile('pw'))).toMatchObject({ exitCode: 0, stdout: 'plain' });
  });

  it('burns nothing with a wrong or a missing password', async () => {
    const link = await send(TEXT, { password: 'right' });
    const missing = await read(link);
    expect(missing).toMatchObject({ exitCode: 4, stdout: '' });
    expect(missing.stderr).toContain('--password-file');
    const wrong = await read(link, await passwordFile('wrong'));
    expect(wrong).toMatchObject({ exitCode: 4, stdout: '' });
    expect(wrong.stderr).toContain('9 tries left');
    expect(await read(link, await passwordFile('right'))).toMatchObject({ exitCode: 0, stdout: TEXT });
  });

  it('opens no unsealed note with a link that has a key', async () => {
    const link = await send();
    const { slug } = await app.createNote();
    const replaced = link.replace(slugOf(link), slug);
    expect(await read(replaced)).toMatchObject({
      exitCode: 5,
      stderr: expect.stringContaining("isn't sealed"),
    });
    expect(await app.isContentStored({ slug })).toBe(true);
  });

  it.each([
    ['a note that was read', async (link: string) => void (await read(link)), 3, 'already been read'],
    ['an expired note', (link: string) => app.expire({ slug: slugOf(link) }), 3, 'has expired'],
  ])('reports %s', async (_, prepare, exitCode, message) => {
    const link = await send();
    await prepare(link);
    expect(await read(link)).toMatchObject({
      exitCode,
      stdout: '',
      stderr: expect.stringContaining(message),
    });
  });

  it.each([
    ['an unknown note', (link: string) => link.replace(slugOf(link), 'unknown'), 3, "There's no such note"],
    ['a truncated link', (link: string) => link.slice(0, -3), 1, 'This link is incomplete'],
    ['a link without its key', (link: string) => link.replace(/#.*/, ''), 1, 'This link is incomplete'],
    ['something else', () => 'for-ada', 1, "isn't a link to a note"],
  ])('reports %s', async (_, change, exitCode, message) => {
    const link = await send();
    const result = await read(change(link));
    expect(result).toMatchObject({ exitCode, stdout: '', stderr: expect.stringContaining(message) });
    expect(await isUnread(link)).toBe(true);
  });

  it('survives lost responses', async () => {
    const link = await send();
    proxy.loseResponses(/\/view$/, 2);
    const result = await read(link);
    expect(result).toMatchObject({ exitCode: 0, stdout: TEXT });
    expect(result.stderr).toContain('reserved for you');
    expect(await app.isContentStored({ slug: slugOf(link) })).toBe(false);
  });

  it.each<NodeJS.Signals>(['SIGINT', 'SIGTERM', 'SIGKILL'])(
    'returns the note to the same command after %s',
    async (signal) => {
      const link = await send(TEXT, { password: 'pw' });
      const parameters = ['read', link, '--yes', ...(await passwordFile('pw'))];
      const child = cli.start([process.execPath, cli.program, ...parameters]);
      proxy.loseResponses(/\/view$/, 1, () => child.kill(signal));
      expect(await resultOf(child)).toMatchObject({ signal, stdout: '' });
      expect(await cli.run(parameters)).toMatchObject({ exitCode: 0, stdout: TEXT });
      expect(await app.isContentStored({ slug: slugOf(link) })).toBe(false);
    },
  );

  it.each<NodeJS.Signals>(['SIGINT', 'SIGTERM'])(
    'leaves no file behind after %s, so that the same command gets the note',
    async (signal) => {
      const link = await send();
      const parameters = ['read', link, '--yes', '-o', `after-${signal}.txt`];
      const child = cli.start([process.execPath, cli.program, ...parameters]);
      proxy.loseResponses(/\/view$/, 1, () => child.kill(signal));
      expect(await resultOf(child)).toMatchObject({ signal });
      expect(await cli.run(parameters)).toMatchObject({ exitCode: 0 });
      expect(await readFile(cli.path(`after-${signal}.txt`), 'utf8')).toBe(TEXT);
    },
  );

  it('keeps the note if the disk of the output is full', async () => {
    const link = await send();
    const full = await read(link, [], { redirection: '>/dev/full' });
    expect(full).toMatchObject({ exitCode: 141, stderr: expect.stringContaining("couldn't be written") });
    expect(await read(link)).toMatchObject({ exitCode: 0, stdout: TEXT });
  });

  it('keeps the note if the output is closed', async () => {
    const link = await send();
    const child = cli.start([process.execPath, cli.program, 'read', link, '--yes']);
    child.stdout?.destroy();
    await new Promise((resolve) => child.once('close', resolve));
    expect(child.exitCode).toBe(141);
    expect(await app.isContentStored({ slug: slugOf(link) })).toBe(true);
    expect(await read(link)).toMatchObject({ exitCode: 0, stdout: TEXT });
  });

  it.each(['>&-', '>/dev/null'])('opens nothing with the output %s', async (redirection) => {
    const link = await send();
    expect(await read(link, [], { redirection })).toMatchObject({ exitCode: 1 });
    expect(await isUnread(link)).toBe(true);
  });

  it('loses nothing if the file cannot be written', async () => {
    const link = await send();
    expect(await read(link, ['-o', '/dev/full/x'])).toMatchObject({ exitCode: 1 });
    expect(await isUnread(link)).toBe(true);
  });
});
