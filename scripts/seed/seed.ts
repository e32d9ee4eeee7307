import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createNotesClient } from '#libs/api-client';
import { CONFIRMED, PASSWORD, seedAccounts, UNCONFIRMED } from './seed-accounts.js';
import { NoteSeeder, type SeededNote } from './seed-notes.js';
import { seedRejection, type SeedTarget } from './seed-rejection.js';

/**
 * Creates accounts and notes of every kind in a running product and prints their links:
 *
 *     npm run db:seed -- http://localhost:3000
 */
const { values, positionals } = parseArgs({
  options: { force: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const DEFAULT_URL = 'http://localhost:3000';
const environmentSchema = z.object({
  NODE_ENV: z.string().optional(),
  DATA_DIR: z.string().default('data'),
  DATABASE_URL: z
    .url()
    .optional()
    .or(z.literal('').transform(() => undefined)),
});

function targetOf(address: string): SeedTarget {
  const { NODE_ENV, DATABASE_URL, DATA_DIR } = environmentSchema.parse(process.env);
  const url = z.url().parse(address).replace(/\/$/, '');
  return { url, nodeEnvironment: NODE_ENV, databaseUrl: DATABASE_URL, dataFolder: DATA_DIR };
}

async function checkReachable(url: string): Promise<void> {
  const response = await fetch(`${url}/api/ping`).catch(() => null);
  if (!response?.ok) throw new Error(`no Onasty at ${url}: start it with npm start`);
}

async function seed(target: SeedTarget): Promise<string[]> {
  await checkReachable(target.url);
  const client = createNotesClient({ baseUrl: target.url });
  const accessToken = await seedAccounts(target);
  const open = await new NoteSeeder(target.url, client).seed();
  const owned = await new NoteSeeder(target.url, client, accessToken).seed();
  return [
    `Accounts, password "${PASSWORD}":`,
    `  ${CONFIRMED}, confirmed`,
    `  ${UNCONFIRMED}, not confirmed`,
    ...linesOf('Anonymous notes:', open),
    ...linesOf(`Notes of ${CONFIRMED}:`, owned),
    'Status of the first note:',
    ...open.slice(0, 1).map((note) => `  curl -H 'X-Receipt: ${note.receipt}' ${receiptOf(note)}`),
  ];
}

function linesOf(title: string, notes: readonly SeededNote[]): string[] {
  const width = Math.max(...notes.map(({ kind }) => kind.length));
  return [title, ...notes.map(({ kind, link }) => `  ${kind.padEnd(width)}  ${link}`)];
}

const receiptOf = ({ link }: SeededNote) =>
  link.replace('/secret/', '/api/v1/note/').replace(/#.*|$/, '/receipt');

try {
  const target = targetOf(positionals[0] ?? DEFAULT_URL);
  const rejection = values.force ? null : seedRejection(target);
  if (rejection !== null) throw new Error(`not seeded: ${rejection}; --force overrides this`);
  process.stdout.write(`${(await seed(target)).join('\n')}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
