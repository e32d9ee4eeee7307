import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';
import { z } from 'zod';

const PACKAGE_FOLDER = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;
const manifest = z.object({ name: z.string(), version: z.string(), license: z.string().optional() });

/** Writes the licences of all packages whose code a bundle contains, which most of them require. */
export const licences: Plugin = {
  name: 'licences',
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap((output) =>
      output.type === 'chunk' ? output.moduleIds : [],
    );
    const folders = new Set(modules.flatMap((path) => PACKAGE_FOLDER.exec(path.replaceAll('\\', '/')) ?? []));
    const texts = [...folders].filter((folder) => existsSync(join(folder, 'package.json'))).map(licenceOf);
    this.emitFile({ type: 'asset', fileName: 'LICENCES.txt', source: texts.toSorted().join('\n') });
  },
};

function licenceOf(folder: string): string {
  const {
    name,
    version,
    license = '',
  } = manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file) && !/\.[cm]?[jt]s$/.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return [`${name} ${version}: ${license}`, ...texts, ''].join('\n\n');
}
