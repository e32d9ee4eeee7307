import { stat, writeFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CliInput } from './testing/cli-harness.js';
import { TEXT, slugOf, useCli } from './testing/use-cli.js';

const { app, proxy, cli, client, send, sendByCommand, read } = await useCli();

const sentNote = z.object({
  link: z.string(),
  slug: z.string(),
  receipt: z.string(),
  expires_at: z.string().nullable(),
});

describe('onasty send', () => {
  it('prints the link alone, and the server stores nothing that it could read', async () => {
    const link = await sendByCommand();
    expect(link).toMatch(new RegExp(`^${proxy.url}/secret/[\\w-]+#[\\w-]{43}$`));
    expect(await app.row({ slug: slugOf(link) })).toMatchObject({ sealed: true });
    expect(await read(link)).toEqual({ exitCode: 0, signal: null, stdout: TEXT, stderr: '' });
  });

  it('takes a file, a custom link and a lifetime, and prints JSON', async () => {
    await writeFile(cli.path('note.txt'), TEXT);
    const { stdout } = await cli.run(['send', 'note.txt', '--link', 'boat-house', '-e', '1h', '--json']);
    const { link, slug, expires_at: expiresAt } = sentNote.parse(JSON.parse(stdout));
    expect(slug).toBe('boat-house');
    expect(Math.round((Date.parse(expiresAt ?? '') - Date.now()) / 60_000)).toBe(60);
    const opened = await read(link, ['--json']);
    expect(JSON.parse(opened.stdout)).toMatchObject({ text: TEXT, sealed: true, reusable: false });
  });

  it('carries 1 MiB through pipes', async () => {
    const text = 'ä'.repeat(524_288);
    const { stdout, exitCode } = await read(await send(text));
    expect(exitCode).toBe(0);
    expect(stdout === text).toBe(true);
  });

  it('waits for a slow input', async () => {
    const stdin = new PassThrough();
    const sent = cli.run(['send'], { stdin });
    for (const part of ['one ', 'two ', 'three']) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      stdin.write(part);
    }
    stdin.end();
    expect((await read((await sent).stdout.trim())).stdout).toBe('one two three');
  });

  it('creates one note although the response was lost', async () => {
    proxy.loseResponses(/^\/api\/v1\/note$/, 1);
    const { stdout, stderr, exitCode } = await cli.run(['send', '--link', 'only-once'], { stdin: TEXT });
    expect({ stderr, exitCode }).toEqual({ stderr: 'Connection lost. Retrying…\n', exitCode: 0 });
    expect((await read(stdout.trim())).stdout).toBe(TEXT);
  });

  it.each([
    ['the output is closed', '>&-', 1],
    ['the output is /dev/null', '>/dev/null', 1],
  ])('sends nothing if %s', async (_, redirection, exitCode) => {
    const { length } = proxy.requests;
    expect(await cli.run(['send'], { stdin: TEXT, redirection })).toMatchObject({ exitCode });
    expect(proxy.requests).toHaveLength(length);
  });

  it('deletes the note if its link cannot be printed', async () => {
    const child = cli.start([process.execPath, cli.program, 'send', '--link', 'unprinted']);
    child.stdout?.destroy();
    child.stdin?.end(TEXT);
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    await new Promise((resolve) => child.once('close', resolve));
    expect(stderr).toBe('The link could not be printed, so the note was deleted.\n');
    expect(child.exitCode).toBe(141);
    expect(await app.isContentStored({ slug: 'unprinted' })).toBe(false);
  });

  it.each<[string, string[], CliInput, number, string]>([
    ['an empty note', [], { stdin: '' }, 1, 'The note is empty'],
    ['a note that is not text', [], { stdin: Buffer.from([0xff, 0xfe]) }, 1, "isn't text in UTF-8"],
    ['a missing file', ['missing.txt'], {}, 1, "missing.txt can't be read"],
    ['an unknown lifetime', ['-e', 'soon'], { stdin: TEXT }, 1, '"soon" isn\'t a lifetime'],
    ['an unknown option', ['--pasword'], {}, 1, 'Did you mean --password?'],
    ['a question without a terminal', ['-p'], { stdin: TEXT }, 1, '--password-file'],
    ['a custom link with a space', ['-l', 'boat house'], { stdin: TEXT }, 1, 'A custom link has only'],
    ['a server that is no address', ['-s', 'notes'], { stdin: TEXT }, 1, "isn't the address of a server"],
    ['no server', [], { stdin: TEXT, env: { ONASTY_SERVER: '' } }, 1, 'Name your Onasty server'],
    ['a label without an account', ['--label', 'x'], { stdin: TEXT }, 5, 'A label needs an account'],
    ['a note that is too long', [], { stdin: 'a'.repeat(2_200_000) }, 5, 'too long for this server'],
  ])('rejects %s', async (_, parameters, input, exitCode, message) => {
    const result = await cli.run(['send', ...parameters], input);
    expect(result).toMatchObject({ exitCode, stdout: '' });
    expect(result.stderr).toContain(message);
  });

  it('sends without a home folder, and says what is missing', async () => {
    const env = { HOME: '', XDG_CONFIG_HOME: '', XDG_STATE_HOME: '' };
    const result = await cli.run(['send'], { stdin: TEXT, env });
    expect(result).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("receipt can't be stored") });
    expect((await read(result.stdout.trim(), [], { env })).stdout).toBe(TEXT);
    await expect(stat(cli.path('.local'))).rejects.toThrow('ENOENT');
  });

  it('stops at an input without an end', async () => {
    const { exitCode, stderr } = await cli.run(['send', '/dev/zero']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: 'onasty: /dev/zero is too long for a note.\n',
    });
  });

  it('explains that the standard input has one use', async () => {
    const result = await cli.run(['send', '--password-file', '-'], { stdin: TEXT });
    expect(result).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('only once') });
  });

  it.each([
    ['/nonexistent', "doesn't exist"],
    ['/tmp', 'is a folder'],
    ['/nonexistent\u001b[2J', '/nonexistent^[[2J'],
  ])('explains why %s cannot be read', async (path, reason) => {
    expect(await cli.run(['send', path])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(reason),
    });
  });

  it('rejects a custom link that is taken', async () => {
    await send(TEXT, { slug: 'taken' });
    const result = await cli.run(['send', '--link', 'taken', '--json'], { stdin: TEXT });
    expect(result).toMatchObject({ exitCode: 5, stdout: '' });
    expect(JSON.parse(result.stderr)).toMatchObject({ code: 'note.slug_taken' });
  });

  it('reports a server that cannot be reached', async () => {
    const status = ['status', 'http://127.0.0.1:1/secret/x'];
    const result = await cli.run(status);
    expect(result).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("can't be reached") });
    expect(result.stderr).not.toContain('proxy');
    const behindProxy = await cli.run(status, { env: { https_proxy: 'http://127.0.0.1:1' } });
    expect(behindProxy.stderr).toContain('proxy in https_proxy, set NODE_USE_ENV_PROXY=1');
  });
});

describe('onasty status and revoke', () => {
  it('follow a note without opening it', async () => {
    const link = await sendByCommand('--expires', '7d');
    expect((await cli.run(['status', link])).stdout).toMatch(
      /^Not read yet\. It expires in 7 days \(.+\)\.\n$/,
    );
    expect(JSON.parse((await cli.run(['status', link, '--json'])).stdout)).toMatchObject({ state: 'unread' });
    await read(link);
    expect((await cli.run(['status', link])).stdout).toMatch(
      /^Read \d+ seconds? ago \(.+\)\. It no longer exists\.\n$/,
    );
  });

  it('count the reads of a reusable note', async () => {
    const link = await sendByCommand('--reusable', '--expires', '1h');
    await client.read(link);
    await client.read(link);
    expect((await cli.run(['status', link])).stdout).toContain('Read 2 times, last');
  });

  it('work without a receipt as far as possible', async () => {
    const link = await send();
    expect((await cli.run(['status', link])).stdout).toContain('Not read yet.');
    expect(await cli.run(['revoke', link])).toMatchObject({ exitCode: 5 });
    await read(link);
    expect((await cli.run(['status', link])).stdout).toContain('It no longer exists.');
    const expired = await send();
    await app.expire({ slug: slugOf(expired) });
    expect((await cli.run(['status', expired])).stdout).toContain('Expired');
    const unknown = link.replace(slugOf(link), 'unknown-note');
    expect(await cli.run(['status', unknown])).toMatchObject({ exitCode: 3 });
  });

  it('delete a note', async () => {
    const link = await sendByCommand();
    expect(await cli.run(['revoke', link])).toMatchObject({ exitCode: 0, stdout: '' });
    expect(await read(link)).toMatchObject({ exitCode: 3 });
    const other = await sendByCommand();
    const result = await cli.run(['revoke', other, '--json']);
    expect(JSON.parse(result.stdout)).toEqual({ slug: slugOf(other), state: 'deleted' });
  });
});
