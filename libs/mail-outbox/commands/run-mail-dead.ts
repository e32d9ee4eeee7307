import { KeyRingCipher } from '#libs/encryption';
import type { KeyRing, Secret } from '#libs/config';
import { Database } from '#libs/database';
import { runCommand } from '#libs/lifecycle';
import { printError } from '#libs/observability';
import { DeadLetters, type DeadLetter } from '../dead-letters.js';
import { OutboxRepository } from '../outbox.repository.js';

interface MailDeadSettings {
  url: Secret<string>;
  keys: Secret<KeyRing>;
}

const USAGE =
  'mail-dead list | redrive [id]\nuses DATABASE_URL and MAIL_ENCRYPTION_KEYS, or those of standalone\n';
const [command, id, ...rest] = process.argv.slice(2);

function lineOf({ id: mailId, template, reason, createdAt, deadline }: DeadLetter): string {
  return [mailId, template ?? '-', createdAt.toISOString(), deadline.toISOString(), reason].join('  ');
}

async function run(deadLetters: DeadLetters): Promise<string[]> {
  if (command === 'list') return (await deadLetters.list()).map(lineOf);
  const redriven = await deadLetters.redrive(id ?? null);
  if (redriven.length === 0) process.exitCode = id === undefined ? 0 : 1;
  return redriven.length === 0
    ? ['nothing to redrive: not dead, or past its deadline']
    : redriven.map(({ from, to }) => `${from} is due again as ${to}`);
}

async function execute({ url, keys }: MailDeadSettings): Promise<string[]> {
  const database = Database.open({ url, poolSize: 1 });
  try {
    return await run(
      new DeadLetters(new OutboxRepository(database), new KeyRingCipher('MAIL_ENCRYPTION_KEYS', keys)),
    );
  } finally {
    await database.close();
  }
}

/** Runs the command of this process. */
export async function runMailDead(configure: () => Promise<MailDeadSettings>): Promise<void> {
  const isKnown = (command === 'list' && id === undefined) || command === 'redrive';
  await runCommand(async (printLine) => {
    if (isKnown && rest.length === 0) return (await execute(await configure())).forEach(printLine);
    printError(USAGE);
    process.exitCode = 2;
  });
}
