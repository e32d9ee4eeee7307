import { KeyRingCipher } from '#libs/encryption';
import { requireVariable, variables } from '#libs/config';
import { Database } from '#libs/database';
import { runCommand } from '#libs/lifecycle';
import { printError } from '#libs/observability';
import { DeadLetters, type DeadLetter } from '../dead-letters.js';
import { OutboxRepository } from '../outbox.repository.js';

/** `npm run mail:dead -- list|redrive [id]` */
const USAGE =
  'npm run mail:dead -- list | redrive [id]\nneeds DATABASE_URL and MAIL_ENCRYPTION_KEYS, or …_FILE\n';
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

async function execute(): Promise<string[]> {
  const url = requireVariable(variables.DATABASE_URL);
  const keys = requireVariable(variables.MAIL_ENCRYPTION_KEYS);
  const database = Database.open({ url, poolSize: 1 });
  try {
    return await run(
      new DeadLetters(new OutboxRepository(database), new KeyRingCipher('MAIL_ENCRYPTION_KEYS', keys)),
    );
  } finally {
    await database.close();
  }
}

const isKnown = (command === 'list' && id === undefined) || command === 'redrive';
await runCommand(async (printLine) => {
  if (isKnown && rest.length === 0) return (await execute()).forEach(printLine);
  printError(USAGE);
  process.exitCode = 2;
});
