import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KilledProduct } from './killed-product.js';

export const STANDALONE = 'dist/bundles/standalone/main.js';

interface StormTarget {
  product: KilledProduct;
  /** Takes away what the product kept, once it is stopped. */
  remove: () => Promise<void>;
}

/** The whole product with its own PostgreSQL, which survives the kills of its parent and is taken over by the next start. */
export async function startStandalone(): Promise<StormTarget> {
  const dataDir = await mkdtemp(join(tmpdir(), 'onasty-storm-'));
  // PostgreSQL runs as a user of its own when we are root, and must get in.
  await chmod(dataDir, 0o755);
  const product = await KilledProduct.start(STANDALONE, { DATA_DIR: dataDir });
  return { product, remove: () => rm(dataDir, { recursive: true, force: true }) };
}
