import { existsSync } from 'node:fs';
import { fingerprint, Stamp } from './fingerprint.js';
import { runTask } from './run-task.js';

const PRISMA = 'node_modules/prisma';

/** Generates Prisma's client if the schema or Prisma itself changed. */
export async function generatePrismaClient(): Promise<void> {
  // Not in Prisma's output folder, which Prisma empties.
  const stamp = new Stamp('dist/.prisma-schema');
  const sources = fingerprint(['prisma/schema.prisma', `${PRISMA}/package.json`]);
  if (existsSync('libs/database/generated/client.ts') && stamp.matches(sources)) return;
  const parameters = [`${PRISMA}/build/index.js`, 'generate', '--no-hints'];
  await runTask('Generating the Prisma client', process.execPath, parameters, {
    env: {
      // Generating needs WebAssembly alone; with the path of any existing file Prisma downloads no native engine.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  stamp.write(sources);
}
