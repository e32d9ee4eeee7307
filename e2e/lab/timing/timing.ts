import { parseArgs } from 'node:util';
import { at, newEmail, PASSWORD, signUp, TestActions } from '../../../apps/core/testing/test-actions.js';
import { TestDeployment } from '../../support/deployment/test-deployment.js';
import { median, rankTest } from './rank-test.js';

/**
 * Tests whether response times reveal which email addresses have accounts. Alternates sign-ins and resets for known and
 * unknown addresses, and prints medians and the p of a rank test:
 *
 *     npm run lab -- timing --rounds 500
 */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '500' } } });
const rounds = Number(values.rounds);
const WARM_UP = 50;

type Act = () => Promise<{ status: number }>;

async function compare(title: string, acts: Record<string, Act>): Promise<void> {
  const times = new Map(Object.keys(acts).map((name) => [name, new Array<number>()]));
  for (let round = -WARM_UP; round < rounds; round += 1) {
    for (const [name, act] of Object.entries(acts)) {
      const startedAt = performance.now();
      const { status } = await act();
      const ms = performance.now() - startedAt;
      if (status !== 400 && status !== 200) throw new Error(`${name} returned ${status}`);
      if (round >= 0) times.get(name)?.push(ms);
    }
  }
  const [[firstName, first] = ['', []], ...others] = [...times];
  process.stdout.write(`${title}\n  ${firstName.padEnd(22)} median ${median(first).toFixed(2)} ms\n`);
  for (const [name, sample] of others) {
    const difference = (median(sample) / median(first) - 1) * 100;
    process.stdout.write(
      `  ${name.padEnd(22)} median ${median(sample).toFixed(2)} ms (${difference.toFixed(1)}%)  p ${rankTest(first, sample).toFixed(3)}\n`,
    );
  }
}

const deployment = await new TestDeployment().start();
try {
  const { http, postgres } = deployment;
  const known = await new TestActions(http, postgres).activated();
  const waiting = newEmail();
  await signUp(http, waiting);
  const signIn = (email: string) => () => http.post(at('/auth/signin'), { email, password: `${PASSWORD}x` });
  await compare(`sign-in, ${rounds} each`, {
    'unknown address': () => signIn(newEmail('unknown'))(),
    'wrong password': signIn(known),
    'not confirmed': signIn(waiting),
  });
  const reset = (email: string) => http.post(at('/auth/reset-password'), { email });
  await compare(`reset, ${rounds} each`, {
    'unknown address': () => reset(newEmail('unknown')),
    'known address': () => reset(known),
  });
} finally {
  await deployment.stop();
}
