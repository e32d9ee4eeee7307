import { parseArgs } from 'node:util';
import { MailWorld } from './mail-world.js';
import { mailStorm } from './storm.js';

/**
 * Thousands of mails through kills of the mailer, kills and wipes of NATS, and an SMTP server that defers, hangs up and
 * refuses; then an outage of NATS. Prints what came of them:
 *
 *     npm run test:mail-storm -- --mails 2000 --outage 60
 */
const { values } = parseArgs({
  options: { mails: { type: 'string', default: '2000' }, outage: { type: 'string', default: '60' } },
});

const world = await MailWorld.start();
try {
  const result = await mailStorm(world, {
    mails: Number(values.mails),
    outageSeconds: Number(values.outage),
  });
  for (const [name, value] of Object.entries(result)) {
    process.stdout.write(`${name.padEnd(16)}${value}\n`);
  }
  if (result.lost + result.failedSignUps > 0) process.exitCode = 1;
} finally {
  await world.stop();
}
