import { execFileSync } from 'node:child_process';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fingerprint, Stamp } from '../../../../scripts/tasks/fingerprint.js';
import { PSEUDO_LOCALES, pseudoMessages } from './pseudo-messages.js';

/** Has the depth of apps/web, so that relative paths to the root stay right. */
const FOLDER = 'dist/pseudo-web';
const SOURCES = ['apps/web', 'apps/web/testing/pseudo-locales', 'libs/note-crypto', 'libs/api-client'];
const NOT_COPIED = new Set(['.svelte-kit', 'paraglide', 'testing']);

/** Builds the web UI with pseudo-locales beside English, and returns its folder. The product contains none of them. */
export async function buildPseudoWeb(): Promise<string> {
  const output = join(FOLDER, 'output');
  const stamp = new Stamp('dist/.pseudo-web-sources');
  const sources = fingerprint(SOURCES);
  if (stamp.matches(sources)) return output;
  await rm(FOLDER, { recursive: true, force: true });
  await cp('apps/web', FOLDER, { recursive: true, filter: (path) => !NOT_COPIED.has(basename(path)) });
  await addLocales();
  const config = join(FOLDER, 'svelte.config.js');
  await writeFile(config, (await readFile(config, 'utf8')).replace('../../dist/web', 'output'));
  execFileSync(process.execPath, ['../../node_modules/vite/bin/vite.js', 'build'], {
    cwd: FOLDER,
    stdio: 'pipe',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  stamp.write(sources);
  return output;
}

async function addLocales(): Promise<void> {
  const settings = join(FOLDER, 'project.inlang/settings.json');
  const text = await readFile(settings, 'utf8');
  const locales = ['en', ...PSEUDO_LOCALES.map(({ name }) => name)];
  await writeFile(settings, text.replace('"locales": ["en"]', `"locales": ${JSON.stringify(locales)}`));
  const english: unknown = JSON.parse(await readFile(join(FOLDER, 'messages/en.json'), 'utf8'));
  for (const locale of PSEUDO_LOCALES) {
    const messages = JSON.stringify(pseudoMessages(english, locale));
    await writeFile(join(FOLDER, `messages/${locale.name}.json`), messages);
  }
}
