import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchChromium } from '../../../apps/web/testing/chromium.js';
import { Visitor } from '../../../apps/web/testing/visitor.js';
import type { Website } from '../../../apps/web/testing/website.js';
import { serveProduct, type ServedProduct } from './serve-product.js';

export type Product = ServedProduct & Website;

/** Provides the tests of a file with the built product on a database of its own, and with Chromium. */
export function useProduct(environment: Record<string, string> = {}): () => Product {
  let product: Product | undefined;
  let browser: Promise<Browser> | undefined;
  // Launched on first use: some files only send requests.
  const launched = () => (browser ??= launchChromium());
  beforeAll(async () => {
    const served = await serveProduct(environment);
    const visitor: Product['visitor'] = async ({ url = served.url, ...options } = {}) =>
      Visitor.arrive(await launched(), url, options);
    product = { ...served, visitor };
  });
  afterAll(async () => {
    await (await browser)?.close();
    await product?.stop();
  });
  return () => {
    if (product === undefined) throw new Error('the product was not started');
    return product;
  };
}
