import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { CACHING } from './web-headers.js';

export interface WebResponse {
  file: string;
  status: 200 | 404;
  caching: string;
}

const COMPRESSED = /\.(br|gz)$/;
const NOTE_PAGE = /^\/secret\/[A-Za-z0-9_-]{1,255}\/?$/;
/** Fallback of SvelteKit's adapter-static. */
const FALLBACK = '200.html';

/** Only files that existed at the start are served. */
export class WebFiles {
  private constructor(private readonly files: ReadonlySet<string>) {}

  /** Returns null if the web UI is not built. */
  static async read(folder: string): Promise<WebFiles | null> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = entries
      .filter((entry) => entry.isFile() && !COMPRESSED.test(entry.name))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
    return files.length === 0 ? null : new WebFiles(new Set(files));
  }

  resolve(path: string): WebResponse {
    const name = path.replace(/^\//, '');
    const candidates = [name, `${name.replace(/\/$/, '')}.html`, join(name, 'index.html')];
    const file = candidates.find((candidate) => this.files.has(candidate) && candidate !== FALLBACK);
    if (file !== undefined) return { file, status: 200, caching: cachingOf(file) };
    if (NOTE_PAGE.test(path)) return { file: FALLBACK, status: 200, caching: CACHING.page };
    return { file: this.files.has('404.html') ? '404.html' : FALLBACK, status: 404, caching: CACHING.page };
  }
}

function cachingOf(file: string): string {
  if (file.startsWith('_app/immutable/')) return CACHING.hashed;
  return file.endsWith('.html') ? CACHING.page : CACHING.other;
}
