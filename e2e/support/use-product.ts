import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchChromium } from './browser.js';
import { serveProduct, type ServedProduct, type Undo } from './serve-product.js';
import { Visitor } from './visitor.js';

export interface Product extends ServedProduct {
  /** A person with a fresh browser profile, at `options.address` if not at the product itself. */
  visitor(options?: BrowserContextOptions & { address?: string }): Promise<Visitor>;
}

/** Gives a test file the built product with a database of its own, and a Chromium to visit it with. */
export function useProduct(environment: Record<string, string> = {}): () => Product {
  const undo: Undo[] = [];
  let product: Product | undefined;
  beforeAll(async () => {
    const served = await serveProduct(environment, undo);
    let browser: Promise<Browser> | undefined;
    // When somebody comes: some files only look at answers.
    const launched = () => (browser ??= launchChromium());
    undo.push(async () => (await browser)?.close());
    const visitor: Product['visitor'] = async ({ address = served.address, ...options } = {}) =>
      Visitor.arrive(await launched(), address, options);
    product = { ...served, visitor };
  });
  afterAll(async () => {
    for (const step of undo.toReversed()) await step();
  });
  return () => {
    if (product === undefined) throw new Error('the product was not started');
    return product;
  };
}
