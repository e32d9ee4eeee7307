import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { observeDatabase } from './database.metrics.js';

it('exports the usage of the pool at the time of the scrape', async () => {
  const registry = new Registry();
  let usage = { size: 10, total: 0, idle: 0, waiting: 0 };
  observeDatabase(registry, {
    get poolUsage() {
      return usage;
    },
  });
  usage = { size: 10, total: 7, idle: 2, waiting: 3 };
  const text = await registry.metrics();
  for (const sample of [
    'onasty_database_pool_connections{state="idle"} 2',
    'onasty_database_pool_connections{state="used"} 5',
    'onasty_database_pool_waiting 3',
    'onasty_database_pool_size 10',
  ])
    expect(text).toContain(sample);
});
