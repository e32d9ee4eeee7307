import { writeFile } from 'node:fs/promises';
import { afterAll, expect, it } from 'vitest';
import { createTestApp } from '../core/testing/create-test-app.js';
import { CliHarness } from './testing/cli-harness.js';

const strict = await createTestApp({
  environment: {
    NOTE_LIFETIMES: '90m, 7d, never',
    NOTE_PASSWORD: 'required',
    REUSABLE_NOTES: 'false',
    CUSTOM_LINKS: 'false',
  },
});
const gateway = await createTestApp({ database: strict.database, environment: { READ_ONLY: 'true' } });
const cli = await CliHarness.create((await strict.listen()).address);
await writeFile(cli.path('password'), 'between us');
const gatewayCli = await CliHarness.create((await gateway.listen()).address);
afterAll(async () => {
  await cli.close();
  await gatewayCli.close();
  await gateway.close();
  await strict.close();
});

it.each([
  [
    ['--expires', '1d'],
    "This server doesn't allow that lifetime, and nothing was sent. Use --expires with 90m or 7d or never.",
  ],
  [['--reusable', '--expires', '7d'], 'On this server, each note is read once. Leave out --reusable.'],
  [['--link', 'boat-house'], 'This server has no custom links. Leave out --link.'],
])(
  'a note that the rules of the server forbid is not sent, and says what to change: %j',
  async (options, message) => {
    const { exitCode, stderr } = await cli.run(
      ['send', '--password-file', cli.path('password'), ...options],
      {
        stdin: 'text',
      },
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 5, stderr: `onasty: ${message}\n` });
  },
);

it('a note needs a password where the server requires one', async () => {
  const { stderr } = await cli.run(['send'], { stdin: 'text' });
  expect(stderr).toBe('onasty: On this server, each note needs a password. Add --password.\n');
});

it('a server that only opens notes sends none', async () => {
  const { stderr } = await gatewayCli.run(['send'], { stdin: 'text' });
  expect(stderr).toBe(
    'onasty: This server only opens notes. Send and manage yours on the server behind it.\n',
  );
});
