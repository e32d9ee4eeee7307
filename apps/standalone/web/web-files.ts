import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { CACHING } from './web-headers.js';

/** A file to answer with, relative to the folder of the web UI. */
export interface WebAnswer {
  file: string;
  status: 200 | 404;
  caching: string;
}

const COMPRESSED = /\.(br|gz)$/;
const NOTE_PAGE = /^\/secret\/[A-Za-z0-9_-]{1,255}\/?$/;
/** The page that starts the UI on any address; SvelteKit's adapter-static calls it the fallback. */
const FALLBACK = '200.html';

/** Which file answers which address. Only files that were there at the start are ever served. */
export class WebFiles {
  private constructor(private readonly files: ReadonlySet<string>) {}

  /** Null when the web UI is not built. */
  static async read(folder: string): Promise<WebFiles | null> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = entries
      .filter((entry) => entry.isFile() && !COMPRESSED.test(entry.name))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
    return files.length === 0 ? null : new WebFiles(new Set(files));
  }

  /** @param path of the address, decoded and without its query */
  answerTo(path: string): WebAnswer {
    const wanted = path.replace(/^\//, '');
    const candidates = [wanted, `${wanted.replace(/\/$/, '')}.html`, join(wanted, 'index.html')];
    const file = candidates.find((name) => this.files.has(name) && name !== FALLBACK);
    if (file !== undefined) return { file, status: 200, caching: cachingOf(file) };
    if (NOTE_PAGE.test(path)) return { file: FALLBACK, status: 200, caching: CACHING.page };
    return { file: this.files.has('404.html') ? '404.html' : FALLBACK, status: 404, caching: CACHING.page };
  }
}

function cachingOf(file: string): string {
  if (file.startsWith('_app/immutable/')) return CACHING.hashed;
  return file.endsWith('.html') ? CACHING.page : CACHING.other;
}
