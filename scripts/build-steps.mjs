import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, Stamp } from './fingerprint.mjs';
import { ROOT, runStep } from './steps.mjs';

const node = process.execPath;
const WEB_CONFIG = 'apps/web/vite.config.ts';

/**
 * Compiles what changed since the last build: the server to dist/apps and dist/libs, its programs to dist/bundles, the web
 * UI to dist/web.
 */
export async function buildWhatChanged() {
  const stamp = new Stamp('dist/.server-sources');
  const stampWeb = new Stamp('dist/.web-sources');
  const serverSources = fingerprint([
    'apps/core',
    'apps/mailer',
    'apps/standalone',
    'libs',
    'prisma/schema.prisma',
    'package-lock.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'nest-cli.json',
    'scripts/bundle.mjs',
  ]);
  const webSources = fingerprint(['apps/web', 'libs/note-crypto', 'libs/api-client', 'package-lock.json']);
  const isBuilt = existsSync(join(ROOT, 'dist/apps/standalone/main.js'));
  const isBundled = existsSync(join(ROOT, 'dist/bundles/standalone/main.js'));
  if (!stamp.is(serverSources) || !isBuilt || !isBundled) {
    // The compiler believes this file, and would not write again what somebody removed.
    if (!isBuilt) rmSync(join(ROOT, 'dist/.tsbuildinfo'), { force: true });
    await runStep('Generating the Prisma client', node, ['scripts/prisma-generate.mjs']);
    await runStep('Building the server', node, ['node_modules/@nestjs/cli/bin/nest.js', 'build']);
    await runStep('Bundling the programs', node, ['scripts/bundle.mjs']);
    stamp.write(serverSources);
  }
  if (
    existsSync(join(ROOT, WEB_CONFIG)) &&
    (!stampWeb.is(webSources) || !existsSync(join(ROOT, 'dist/web')))
  ) {
    await runStep('Building the web UI', 'npm', ['run', '--silent', 'build:web'], {
      // Another value, as test runners set it, would build for developers.
      env: { NODE_ENV: 'production' },
    });
    stampWeb.write(webSources);
  }
}
