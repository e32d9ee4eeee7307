import { randomInt } from 'node:crypto';
import type { Agent } from 'node:http';
import { newEmail, PASSWORD } from '../../../../apps/core/testing/test-actions.js';
import { until } from '../../../support/until.js';
import { call } from '../call.js';
import { run } from '../load.js';
import { costOf } from './cost.js';
import type { BenchDeployment } from './bench-deployment.js';
import type { Measured } from './measured.js';

const CONNECTIONS = 4;
const MAILS_WITHIN_MS = 60_000;

/** Measures the cost of a sign-up, including its password hash and its mail. */
export async function measureSignUps(
  deployment: BenchDeployment,
  amount: number,
): Promise<Measured['signUp']> {
  const { smtp } = deployment;
  const before = smtp.mails.length;
  const { cost } = await costOf(deployment.meters, amount, async () => {
    await run(
      CONNECTIONS,
      Array.from({ length: amount }, () => (agent) => signUp(deployment.addresses[2], agent)),
    );
    await until('every mail has arrived', () => smtp.mails.length >= before + amount, MAILS_WITHIN_MS);
  });
  return cost;
}

/** Signs up from a random network, because each network has a rate limit. */
function signUp(address: string, agent: Agent): Promise<string> {
  const body = JSON.stringify({ email: newEmail('bench'), password: PASSWORD });
  const localAddress = `127.${randomInt(1, 255)}.${randomInt(255)}.${randomInt(1, 255)}`;
  return call(address, { path: '/api/v1/auth/signup', body, localAddress, expects: 201 }, agent);
}
