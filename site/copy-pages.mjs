import { cpSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Copies the Markdown of the repository here: VitePress finds its packages only from pages within its own folder. */
const root = fileURLToPath(new URL('..', import.meta.url));
const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'SUPPORT.md', 'CHANGELOG.md', 'docs', 'deploy'];
const isPage = (path) => !/\.\w+$/.test(relative(root, path)) || /\.(md|png)$/.test(path);

rmSync('pages', { recursive: true, force: true });
for (const name of PAGES) cpSync(join(root, name), join('pages', name), { recursive: true, filter: isPage });
