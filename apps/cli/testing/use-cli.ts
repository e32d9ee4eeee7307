import { writeFile } from 'node:fs/promises';
import { afterAll, expect } from 'vitest';
import { OnastyClient, type SendOptions } from '#libs/api-client';
import { createTestApp } from '../../core/testing/create-test-app.js';
import { CliHarness, type CliInput } from './cli-harness.js';
import { FaultyProxy } from './faulty-proxy.js';

export const TEXT = 'the code is 4711\nand naïve 🔑\n';
export const slugOf = (link: string) => /secret\/([^#]+)/.exec(link)?.[1] ?? '';

/** A core behind a proxy, and the command line. All end after the tests of the file. */
export async function useCli() {
  const app = await createTestApp({ environment: { NOTE_MAX_BYTES: '2097152' } });
  const core = await app.listen();
  const proxy = await FaultyProxy.to(core.address);
  const cli = await CliHarness.create(proxy.url);
  afterAll(async () => {
    proxy.close();
    await cli.close();
    await app.close();
  });
  const client = new OnastyClient({ server: proxy.url });
  return {
    app,
    proxy,
    cli,
    client,
    send: async (text = TEXT, options: SendOptions = {}) => (await client.send(text, options)).link,
    sendByCommand: async (...parameters: string[]) => {
      const { exitCode, stdout, stderr } = await cli.run(['send', ...parameters], { stdin: TEXT });
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      return stdout.trim();
    },
    read: (link: string, parameters: string[] = [], input?: CliInput) =>
      cli.run(['read', link, '--yes', ...parameters], input),
    isUnread: async (link: string) => (await app.meta({ slug: slugOf(link) })).status === 200,
    passwordFile: async (password: string) => {
      await writeFile(cli.path('password'), `${password}\n`);
      return ['--password-file', cli.path('password')];
    },
  };
}
