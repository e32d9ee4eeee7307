import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { CACHING } from './web-headers.js';

export interface WebResponse {
  file: string;
  status: 200 | 404;
  caching: string;
}

const COMPRESSED = /\.(br|gz)$/;
/** However damaged its link is, the page of a note repairs or explains it. Mail gateways encode the # of a link. */
const NOTE_LINK = /^\/+secret(?:\/.*)?$/s;
const ACCOUNT_LINK =
  /^\/+(verify|reset-password|change-email\/stop|change-email|oauth\/callback)(?:[^\w-]*(?:(?:25)*23)?(?:t|code)=.*|[\s/]*[^\w\s/.-].*|[^\w-]+)$/s;
const NOT_FOUND = '404.html';

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

  pages(): string[] {
    return [...this.files].filter((file) => file.endsWith('.html'));
  }

  resolve(path: string): WebResponse {
    const name = path.replace(/^\/+/, '');
    const account = ACCOUNT_LINK.exec(path)?.[1];
    const candidates = [
      name,
      `${name.replace(/\/$/, '')}.html`,
      join(name, 'index.html'),
      ...(NOTE_LINK.test(path) ? ['secret.html'] : []),
      ...(account === undefined ? [] : [`${account}.html`]),
    ];
    const file = candidates.find((candidate) => this.files.has(candidate));
    if (file === undefined) return { file: NOT_FOUND, status: 404, caching: CACHING.page };
    return { file, status: 200, caching: cachingOf(file) };
  }
}

function cachingOf(file: string): string {
  if (file.startsWith('_app/immutable/')) return CACHING.hashed;
  return file.endsWith('.html') ? CACHING.page : CACHING.other;
}
