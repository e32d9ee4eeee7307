import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningDeployment } from '../../support/deployment/running-deployment.js';
import { startFaultDeployment } from './fault-deployment.js';
import { FAULTS } from './faults.js';
import { runFault } from './run-fault.js';

/** A row takes 5 s on an idle machine; every wait has its own limit. */
const WITHIN_MS = 400_000;

describe('a deployment of two cores and two mailers behind Caddy', () => {
  let deployment: RunningDeployment;

  beforeAll(async () => {
    deployment = await startFaultDeployment();
  }, WITHIN_MS);
  afterAll(() => deployment.stop());

  const quick = FAULTS.filter((fault) => fault.quick).map((fault) => [fault.name, fault] as const);
  it.each(quick)(
    'loses no note or mail and shows no note twice: %s',
    async (_name, fault) => {
      const { result } = await runFault(deployment, fault, { rigour: 'quick' });
      expect(result).toMatchObject({ lost: 0, readTwice: 0, violations: [] });
    },
    WITHIN_MS,
  );
});
