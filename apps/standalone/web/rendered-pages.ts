import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { renderPage, type PageSettings } from './render-page.js';

interface RenderedPage {
  encoding: 'br' | 'gzip' | null;
  body: Buffer;
}

const COMPRESSIONS = { br: promisify(brotliCompress), gzip: promisify(gzip) };

/** Pages that differ from the built ones, compressed at the start: they are small, and requested often. */
export class RenderedPages {
  private constructor(private readonly pages: ReadonlyMap<string, readonly RenderedPage[]>) {}

  static async render(folder: string, files: readonly string[], settings: PageSettings) {
    const pages = files.map(async (file) => {
      const html = await readFile(join(folder, file), 'utf8');
      const rendered = Buffer.from(renderPage(html, settings));
      return rendered.equals(Buffer.from(html)) ? [] : [[file, await compressed(rendered)] as const];
    });
    return new RenderedPages(new Map((await Promise.all(pages)).flat()));
  }

  /** Returns null for a page that is served as it was built. */
  find(file: string, acceptEncoding = ''): RenderedPage | null {
    const accepted = new Set(acceptEncoding.split(',').map((part) => part.split(';')[0]?.trim()));
    const variants = this.pages.get(file) ?? [];
    return variants.find(({ encoding }) => encoding === null || accepted.has(encoding)) ?? null;
  }
}

async function compressed(body: Buffer): Promise<RenderedPage[]> {
  return [
    { encoding: 'br', body: await COMPRESSIONS.br(body) },
    { encoding: 'gzip', body: await COMPRESSIONS.gzip(body) },
    { encoding: null, body },
  ];
}
