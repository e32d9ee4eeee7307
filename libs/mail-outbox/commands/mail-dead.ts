import { KeyRingCipher } from '#libs/encryption';
import { requireVariable, variables } from '#libs/config';
import { Database } from '#libs/database';
import { errorMessage } from '#libs/observability';
import { DeadLetters, type DeadLetter } from '../dead-letters.js';
import { OutboxRepository } from '../outbox.repository.js';

/** `npm run mail:dead -- list|redrive [id]` */
const USAGE =
  'npm run mail:dead -- list | redrive [id]\nneeds DATABASE_URL and MAIL_ENCRYPTION_KEYS, or …_FILE\n';
const [command, id, ...rest] = process.argv.slice(2);

function lineOf({ id: mailId, template, reason, createdAt, deadline }: DeadLetter): string {
  return [mailId, template ?? '-', createdAt.toISOString(), deadline.toISOString(), reason].join('  ');
}

function messageWithCauses(error: unknown): string {
  const message = errorMessage(error);
  if (!(error instanceof Error) || error.cause === undefined) return message;
  return `${message}: ${messageWithCauses(error.cause)}`;
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
if (!isKnown || rest.length > 0) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  try {
    process.stdout.write((await execute()).map((line) => `${line}\n`).join(''));
  } catch (error) {
    process.stderr.write(`${messageWithCauses(error)}\n`);
    process.exitCode = 1;
  }
}
