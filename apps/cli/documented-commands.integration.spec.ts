import { writeFile } from 'node:fs/promises';
import { afterAll, expect, it } from 'vitest';
import { OnastyClient } from '#libs/api-client';
import { useCommands } from '../../e2e/support/use-commands.js';
import { createTestApp } from '../core/testing/create-test-app.js';
import { CliHarness, resultOf } from './testing/cli-harness.js';

const app = await createTestApp();
const core = await app.listen();
const cli = await CliHarness.create(core.address);
const client = new OnastyClient({ server: core.address });
afterAll(async () => {
  await cli.close();
  await app.close();
});

const PLACEHOLDER = /https:\/\/notes\.example\/secret\/([\w-]+)#key/;

/** Runs a command of the documentation in bash, with a link that leads to a note. */
async function runInShell(command: string, replacements: [string | RegExp, string][]) {
  const script = replacements.reduce((text, [from, to]) => text.replace(from, to), command);
  const onasty = `onasty() { "${process.execPath}" "${cli.program}" "$@"; }`;
  const child = cli.start(['bash', '-c', `${onasty}; ${script}`]);
  child.stdin?.end();
  const result = await resultOf(child);
  expect({ command, ...result }).toMatchObject({ command, exitCode: 0 });
  return result.stdout;
}

const commands = useCommands('docs/command-line.md');

it('runs the commands of docs/command-line.md', async () => {
  const { email, password } = await app.signedIn();
  await writeFile(cli.path('secrets.txt'), 'a secret');
  await writeFile(cli.path('config.env'), 'API_TOKEN=x');
  await writeFile(cli.path('password.txt'), `${password}\n`);
  const sent = (await cli.run(['send'], { stdin: 'text' })).stdout.trim();
  await commands.run(/./, async (command) => {
    const [, name] = PLACEHOLDER.exec(command) ?? [];
    const text = name === 'environment' ? 'API_TOKEN=x' : 'a secret';
    const link = name === 'sent' || name === undefined ? sent : (await client.send(text)).link;
    return runInShell(command, [
      [PLACEHOLDER, link],
      ['ada@example.com', email],
    ]);
  });
});
