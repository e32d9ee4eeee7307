import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PostgresServer } from '../../e2e/support/servers/postgres-server.js';

describe('PostgreSQL with the configuration of infra/postgres', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  afterAll(() => server.remove());

  it('fits into the huge pages that deploy/README.md reserves, and uses over 90% of them', async () => {
    const readme = await readFile('deploy/README.md', 'utf8');
    const reserved = Number(/vm\.nr_hugepages=(\d+)/.exec(readme)?.[1]);
    const [row] = await server.query('SHOW shared_memory_size_in_huge_pages');
    const needed = Number(row?.['shared_memory_size_in_huge_pages']);
    expect(needed).toBeGreaterThan(0);
    expect(reserved).toBeGreaterThanOrEqual(needed);
    // Other programs cannot use reserved pages.
    expect(reserved).toBeLessThan(needed * 1.1);
  });
});
