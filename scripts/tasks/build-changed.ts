import { existsSync, rmSync } from 'node:fs';
import { ignoreOutputErrors } from '../../libs/lifecycle/ignore-output-errors.js';
import { fingerprint, Stamp } from './fingerprint.js';
import { generatePrismaClient } from './generate-prisma-client.js';
import { runTask } from './run-task.js';
import { writeBuildInfo } from './write-build-info.js';

const node = process.execPath;
const WEB_CONFIG = 'apps/web/vite.config.ts';
const SERVER_SOURCES = [
  'apps/core',
  'apps/mailer',
  'apps/standalone',
  'libs',
  'prisma/schema.prisma',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'nest-cli.json',
  'scripts/bundle',
];
const WEB_SOURCES = [
  'apps/web',
  'libs/note-crypto',
  'libs/api-client',
  'libs/email-address',
  'package-lock.json',
];

/** Compiles what changed since the last build: the server to dist/apps, dist/libs and dist/bundles, the web UI to dist/web. */
export async function buildChanged(): Promise<void> {
  ignoreOutputErrors();
  await buildServer();
  await runTask('Linking PostgreSQL', node, ['dist/libs/database/commands/link-libraries.js']);
  if (existsSync(WEB_CONFIG)) await buildWeb();
}

async function buildServer(): Promise<void> {
  writeBuildInfo();
  const stamp = new Stamp('dist/.server-sources');
  const sources = fingerprint(SERVER_SOURCES);
  const isBuilt = existsSync('dist/apps/standalone/main.js');
  const isBundled = existsSync('dist/bundles/standalone/onasty-server.js');
  if (stamp.matches(sources) && isBuilt && isBundled) return;
  // With it the compiler would not write deleted output again.
  if (!isBuilt) rmSync('dist/.tsbuildinfo', { force: true });
  await generatePrismaClient();
  await runTask('Building the server', node, ['node_modules/@nestjs/cli/bin/nest.js', 'build']);
  await runTask('Bundling the programs', node, ['--import=tsx', 'scripts/bundle/bundle.ts']);
  stamp.write(sources);
}

async function buildWeb(): Promise<void> {
  const stamp = new Stamp('dist/.web-sources');
  const sources = fingerprint(WEB_SOURCES);
  if (stamp.matches(sources) && existsSync('dist/web')) return;
  await runTask('Building the web UI', node, ['../../node_modules/vite/bin/vite.js', 'build'], {
    cwd: 'apps/web',
    // Test runners set another value, which would make a development build.
    env: { NODE_ENV: 'production' },
  });
  stamp.write(sources);
}
