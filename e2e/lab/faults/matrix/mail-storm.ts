import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { testEnvironment } from '../../../../apps/core/testing/test-environment.js';
import type { RunningDeployment } from '../../../support/deployment/running-deployment.js';
import type { SmtpBehaviour } from '../../../support/servers/smtp.js';
import { until } from '../../../support/until.js';
import { DeliveryLog } from '../checks/delivery-log.js';
import { countDuplicates } from '../checks/duplicate-mails.js';
import { seconds, type Fault } from '../fault.js';

const MAIL_DEAD = 'dist/bundles/core/mail-dead.js';
const MAILS_BETWEEN_FAULTS = 20;
const SMTP_FAULT_CONNECTIONS = 3;
/** Core republishes a mail whose message NATS lost after five minutes. */
const ENDS_WITHIN_SECONDS = 540;

type Step = (log: DeliveryLog, deployment: RunningDeployment) => Promise<void>;

const killMailers: Step = (log) => log.killMailers();

const STEPS: Step[] = [
  killMailers,
  smtp('defers the recipient'),
  (log) => log.killNats(),
  smtp('takes the mail and hangs up'),
  killMailers,
  smtp('rejects the recipient'),
  redrive,
  (log) => log.wipeNats(),
  smtp('never responds to the mail', killMailers),
  killMailers,
  smtp('refuses connections'),
];

/** Failures of mailers, NATS and SMTP in quick succession. Each duplicate needs a cause of its own. */
class MailStorm implements Fault {
  readonly name =
    'mail storm: mailers killed, NATS killed and its disk lost, SMTP defers, rejects, hangs and accepts silently';
  readonly endsWithinSeconds = ENDS_WITHIN_SECONDS;
  readonly failsNothing = true;
  readonly duplicatesBecause = 'SMTP confirmed too little, or the record of a sent mail was lost';
  private log: DeliveryLog | undefined;

  async strike(deployment: RunningDeployment): Promise<void> {
    const log = new DeliveryLog(deployment);
    this.log = log;
    for (const step of STEPS) {
      const enough = deployment.smtp.mails.length + MAILS_BETWEEN_FAULTS;
      await until('mails arrive', () => deployment.smtp.mails.length >= enough, 120_000);
      await step(log, deployment);
    }
    log.update();
  }

  /** Later rows add deliveries of other mails, which this log does not know. */
  async violations(): Promise<string[]> {
    const count = countDuplicates(this.log?.deliveries ?? []).get('unexplained') ?? 0;
    return count === 0 ? [] : [`${count} × duplicate mail without a known cause`];
  }

  async restore(): Promise<void> {
    this.log?.update();
  }
}

export const MAIL_STORM = new MailStorm();

/** Sets the behaviour until mails have encountered it. */
function smtp(behaviour: SmtpBehaviour, then?: Step): Step {
  return async (log, deployment) => {
    log.setSmtp(behaviour);
    const enough = deployment.smtp.connections + SMTP_FAULT_CONNECTIONS;
    await seconds(1);
    await until('mails have met this behaviour', () => deployment.smtp.connections >= enough);
    await then?.(log, deployment);
    log.setSmtp('accepts');
  };
}

/** Redrives the dead letters of rejected recipients, as an operator does. */
async function redrive(_log: DeliveryLog, { postgres, databaseUrl }: RunningDeployment): Promise<void> {
  const dead = async () =>
    (await postgres.query('SELECT 1 FROM outbox WHERE dead_reason IS NOT NULL')).length;
  await until('rejected mails are dead-lettered', async () => (await dead()) > 0);
  // Reports of the last rejections may still be on their way.
  await seconds(2);
  const env = {
    DATABASE_URL: databaseUrl,
    MAIL_ENCRYPTION_KEYS: testEnvironment.MAIL_ENCRYPTION_KEYS,
  };
  await promisify(execFile)(process.execPath, [MAIL_DEAD, 'redrive'], { env });
}
