import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { Standalone, temporaryFolder } from '../start/product.js';
import { launchChromium } from './browser.js';
import { HttpClient } from './http.js';
import { createTestDatabase, type TestDatabase } from './postgres.js';
import { Visitor } from './visitor.js';

export interface Product {
  address: string;
  http: HttpClient;
  database: TestDatabase;
  browser: Browser;
  /** What standalone printed so far. */
  lines: readonly string[];
  /** A person with a fresh browser profile, at `options.address` if not at the product itself. */
  visitor(options?: BrowserContextOptions & { address?: string }): Promise<Visitor>;
}

type Undo = () => Promise<unknown> | void;

/** Gives a test file the built product with a database of its own, and a Chromium to visit it with. */
export function useProduct(environment: Record<string, string> = {}): () => Product {
  const undo: Undo[] = [];
  let product: Product | undefined;
  beforeAll(async () => {
    const [served, browser] = await Promise.all([serve(environment, undo), launchChromium()]);
    undo.push(() => browser.close());
    const visitor: Product['visitor'] = ({ address = served.address, ...options } = {}) =>
      Visitor.arrive(browser, address, options);
    product = { ...served, browser, visitor };
  });
  afterAll(async () => {
    for (const step of undo.toReversed()) await step();
  });
  return () => {
    if (product === undefined) throw new Error('the product was not started');
    return product;
  };
}

async function serve(environment: Record<string, string>, undo: Undo[]) {
  const [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
  undo.push(folder.remove, () => database.drop());
  const standalone = await Standalone.start(folder.path, {
    DATABASE_URL: database.url,
    HTTP_HOST: '127.0.0.1',
    LOG_FORMAT: 'json',
    RATELIMIT_ENABLED: 'false',
    ...environment,
  });
  const http = new HttpClient(standalone.address);
  undo.push(
    () => standalone.process.end('SIGTERM'),
    () => http.close(),
  );
  return { address: standalone.address, http, database, lines: standalone.process.lines };
}
