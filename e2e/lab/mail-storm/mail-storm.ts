import { parseArgs } from 'node:util';
import { MailWorld } from './mail-world.js';
import { reportOf } from './report.js';
import { mailStorm } from './storm.js';

/**
 * Thousands of mails through kills of the mailer, kills and wipes of NATS, and an SMTP server that defers, refuses, is
 * silent and hangs up; then an outage of SMTP and one of NATS. Prints what came of them:
 *
 *     npm run lab -- storm mail --mails 2000 --outage 60
 */
const { values } = parseArgs({
  options: { mails: { type: 'string', default: '2000' }, outage: { type: 'string', default: '60' } },
});

const world = await MailWorld.start();
try {
  const outageSeconds = Number(values.outage);
  const result = await mailStorm(world, { mails: Number(values.mails), outageSeconds });
  process.stdout.write(reportOf(result, outageSeconds));
  if (result.lost + result.failedSignUps + (result.twins.get('unexplained') ?? 0) > 0) process.exitCode = 1;
} finally {
  await world.stop();
}
