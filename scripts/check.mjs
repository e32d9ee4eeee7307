import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { runStep } from './steps.mjs';

/** `npm run check`: everything that needs no running product. Each step is quiet unless it fails. */
const GENERATED = ['docs/openapi.json', 'docs/configuration.md', 'libs/client/schema.d.ts'];

const failed = [];

async function check(name, command, ...args) {
  const good = await runStep(name, command, args, { stopOnFailure: false });
  if (!good) failed.push(name);
}

async function checkGenerated() {
  const before = await hashes();
  await check('generated files', 'npm', 'run', '--silent', 'docs:gen');
  const after = await hashes();
  const changed = GENERATED.filter((_, index) => before[index] !== after[index]);
  if (changed.length === 0) return;
  failed.push('generated files');
  process.stdout.write(`  were not up to date, and are now: ${changed.join(', ')}\n`);
}

function hashes() {
  return Promise.all(
    GENERATED.map(async (path) =>
      createHash('sha256')
        .update(await readFile(path).catch(() => ''))
        .digest('hex'),
    ),
  );
}

await check('prisma client', 'node', 'scripts/prisma-generate.mjs');
await checkGenerated();
await check('format', 'npx', 'prettier', '--check', '--log-level', 'warn', '.');
await Promise.all([
  check('lint', 'npx', 'oxlint', '--type-aware', '--deny-warnings'),
  check('types', 'npx', 'tsc', '--noEmit'),
  check('types of the web UI', 'npm', 'run', '--silent', 'check:web'),
]);
await Promise.all([
  check(
    'boundaries',
    'npx',
    'depcruise',
    'apps',
    'libs',
    'e2e',
    'scripts',
    '--config',
    '.dependency-cruiser.cjs',
  ),
  check('unused code', 'npx', 'knip'),
]);

if (failed.length > 0) {
  process.stdout.write(`check failed: ${failed.join(', ')}\n`);
  process.exit(1);
}
