import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';

/** Generated files are committed, in the same commit as the code that changes them. */
const GENERATED = [
  'docs/openapi.json',
  'docs/configuration.md',
  'docs/scaling.md',
  'docs/metrics.md',
  'libs/api-client/schema.d.ts',
  'infra/grafana/dashboards',
  'deploy/helm/onasty/files',
];

const before = readTexts();
const { status } = spawnSync(process.execPath, ['--import=tsx', 'scripts/generate-docs.ts'], {
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);
const changed = [...readTexts()].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
if (changed.length > 0) {
  process.stdout.write(
    `These files were out of date and are written anew; commit them: ${changed.join(', ')}\n`,
  );
  process.exitCode = 1;
}

function readTexts(): Map<string, string> {
  return new Map(GENERATED.flatMap(filesIn).map((path) => [path, readFileSync(path, 'utf8')]));
}

function filesIn(path: string): string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return [];
  if (!stats.isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesIn(`${path}/${name}`));
}
