import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cluster } from './cluster.js';
import { FAULTS } from './faults.js';
import { runFault } from './run-fault.js';

/** Some 5 s on a quiet machine; what it waits for has limits of its own. */
const WITHIN_MS = 400_000;

describe('a deployment of two cores and two mailers behind Caddy', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await Cluster.start();
  }, WITHIN_MS);
  afterAll(() => cluster.stop());

  const quick = FAULTS.filter((fault) => fault.quick).map((fault) => [fault.name, fault] as const);
  it.each(quick)(
    'loses nothing, and shows nothing twice: %s',
    async (_name, fault) => {
      const { result } = await runFault(cluster, fault, { rigour: 'quick' });
      expect(result).toMatchObject({ lost: 0, readTwice: 0, broken: [] });
    },
    WITHIN_MS,
  );
});
