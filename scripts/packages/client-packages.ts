import { chmod, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manPage } from '../../apps/cli/help/man-page.js';
import { createProgram } from '../../apps/cli/program.js';
import { bundlePackage } from './bundle-package.js';
import { PACKAGES, version, type Package } from './manifests.js';
import { compileTypes, copyTypes } from './write-types.js';

/** Builds the packages for programs and the command line. */
export async function buildClientPackages(target = 'dist/packages'): Promise<void> {
  for (const { folder } of PACKAGES) await rm(join(target, folder), { recursive: true, force: true });
  const types = join(target, '.types');
  compileTypes(types);
  await Promise.all(PACKAGES.map((each) => buildPackage(each, join(target, each.folder))));
  await copyTypes(types, ['note-crypto'], `${target}/note-crypto/types`);
  await copyTypes(types, ['note-crypto', 'api-client'], `${target}/client/types`);
  await rm(types, { recursive: true });
  await chmod(`${target}/onasty/main.js`, 0o755);
  await writeFile(`${target}/onasty/onasty.1`, manPage(createProgram(version), version));
}

async function buildPackage({ source, entry, manifest }: Package, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  await bundlePackage(`${source}/${entry}.ts`, `${target}/${entry}.js`);
  await writeFile(`${target}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  await cp('LICENSE', `${target}/LICENSE`);
  await cp(`${source}/README.md`, `${target}/README.md`);
}
