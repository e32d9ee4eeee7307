import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const PRISMA_CLI = join(ROOT, 'node_modules/prisma/build/index.js');
const GENERATED = join(ROOT, 'libs/database/generated');
/** Kept in dist, since Prisma empties its output folder. */
const STAMP = join(ROOT, 'dist/.prisma-schema');

/** Generates Prisma's client when the schema or Prisma itself changed since the last time. */
export function generatePrismaClient() {
  const wanted = schemaHash();
  if (existsSync(join(GENERATED, 'client.ts')) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted)
    return;
  execFileSync(process.execPath, [PRISMA_CLI, 'generate', '--no-hints'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Generating uses WebAssembly alone. A named engine that exists keeps Prisma from downloading the native one.
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, wanted);
}

function schemaHash() {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules/prisma/package.json'), 'utf8'));
  const schema = readFileSync(join(ROOT, 'prisma/schema.prisma'));
  return createHash('sha256').update(`${version}\n`).update(schema).digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generatePrismaClient();
