import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Entries } from './merge-entries.js';

const SCRIPTS = '_app/immutable';
const THEME_ELEMENT = '<script src="/theme.js"></script>';
const INLINE_SCRIPT = /<script>([\s\S]*?)<\/script>/;
const PRELOAD = /\s*<link href="\/_app\/immutable\/([^"]+)" rel="modulepreload">/g;
const LOAD_FAILURE = new URL('load-failure.js', import.meta.url);
const REPLACEMENTS = [
  ['document.currentScript.parentElement', 'document.body'],
  ['Promise.all(', 'const started = Promise.all('],
  ['kit.start(', 'return kit.start('],
  [/}\s*$/, 'started.catch(() => showLoadFailure(false));}'],
];

/**
 * Moves the script that SvelteKit writes into each page to a file, after theme.js, so that the CSP needs no exception. A
 * script that fails to load is reported. Pages preload all scripts with which they start.
 *
 * @throws {Error} if SvelteKit writes another kind of script
 */
export async function moveScripts(folder) {
  const pages = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.html'));
  const entries = await Entries.merge(join(folder, SCRIPTS));
  const files = [join(folder, 'theme.js'), LOAD_FAILURE];
  const first = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('');
  await Promise.all(pages.map((page) => moveScriptOf(folder, join(folder, page), first, entries)));
}

async function moveScriptOf(folder, page, first, entries) {
  const html = await readFile(page, 'utf8');
  const [element, code] = INLINE_SCRIPT.exec(html) ?? [];
  const isExpected = REPLACEMENTS.every(([text]) => code !== undefined && code.split(text).length === 2);
  if (!isExpected || !html.includes(THEME_ELEMENT))
    throw new Error(`${page} does not have the expected scripts`);
  const start = REPLACEMENTS.reduce((text, [from, to]) => text.replace(from, to), code);
  const script = `${first}addEventListener('DOMContentLoaded', () => {${entries.withDirectImports(start)}});\n`;
  const name = `${SCRIPTS}/boot.${createHash('sha256').update(script).digest('hex').slice(0, 12)}.js`;
  const preloaded = [...html.matchAll(PRELOAD)].map(([, file]) => file);
  const preloads = (await entries.neededBy(preloaded)).map(
    (file) => `<link href="/${SCRIPTS}/${file}" rel="modulepreload">`,
  );
  await writeFile(join(folder, name), script);
  await writeFile(
    page,
    html
      .replace(element, '')
      .replaceAll(PRELOAD, '')
      .replace(THEME_ELEMENT, `<script src="/${name}"></script>${preloads.join('')}`),
  );
}
