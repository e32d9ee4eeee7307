import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const THEME_ELEMENT = '<script src="/theme.js"></script>';
const INLINE_SCRIPT = /<script>([\s\S]*?)<\/script>/;
const PARENT = 'document.currentScript.parentElement';

/**
 * Moves the script that SvelteKit writes into each page to a file, after theme.js, so that the CSP needs no exception.
 *
 * @throws {Error} if SvelteKit writes another kind of script
 */
export async function moveScripts(folder) {
  const pages = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.html'));
  const theme = await readFile(join(folder, 'theme.js'), 'utf8');
  await Promise.all(pages.map((page) => moveScriptOf(folder, join(folder, page), theme)));
}

async function moveScriptOf(folder, page, theme) {
  const html = await readFile(page, 'utf8');
  const [element, code] = INLINE_SCRIPT.exec(html) ?? [];
  if (code === undefined || !code.includes(PARENT) || !html.includes(THEME_ELEMENT))
    throw new Error(`${page} does not have the expected scripts`);
  const start = code.replace(PARENT, 'document.body');
  const script = `${theme}addEventListener('DOMContentLoaded', () => {${start}});\n`;
  const name = `_app/immutable/boot.${createHash('sha256').update(script).digest('hex').slice(0, 12)}.js`;
  await writeFile(join(folder, name), script);
  await writeFile(page, html.replace(element, '').replace(THEME_ELEMENT, `<script src="/${name}"></script>`));
}
