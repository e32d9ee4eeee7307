import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const INLINE_SCRIPT = /<script>([\s\S]*?)<\/script>/g;

/** Moves the script that SvelteKit writes into each page to a file of its own, so that the CSP needs no exception. */
export async function moveInlineScripts(folder) {
  const pages = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.html'));
  await Promise.all(pages.map((page) => moveScriptsOf(folder, join(folder, page))));
}

async function moveScriptsOf(folder, page) {
  const html = await readFile(page, 'utf8');
  const scripts = [...html.matchAll(INLINE_SCRIPT)].map(([, code]) => code);
  const names = scripts.map(
    (code) => `_app/immutable/boot.${createHash('sha256').update(code).digest('hex').slice(0, 12)}.js`,
  );
  await Promise.all(scripts.map((code, index) => writeFile(join(folder, names[index]), code)));
  let next = 0;
  await writeFile(
    page,
    html.replace(INLINE_SCRIPT, () => `<script src="/${names[next++]}"></script>`),
  );
}
