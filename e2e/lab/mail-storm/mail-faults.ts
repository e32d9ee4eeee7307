import { setTimeout as pause } from 'node:timers/promises';
import type { SmtpBehaviour } from '../../support/smtp.js';
import { until } from '../../support/until.js';
import type { MailWorld } from './mail-world.js';

/** Something that goes wrong on the way of mails, and is over when `strike` has resolved. */
export interface MailFault {
  name: string;
  /** Mails that met it come soon after: nobody who held them was killed. */
  quick?: true;
  strike(world: MailWorld): Promise<void>;
}

/** As long as it takes to be met. */
const SMTP_FAULT = { leastMs: 1_000, leastConnections: 3 };

const smtp = (name: string, behaviour: SmtpBehaviour, then?: MailFault['strike']): MailFault => ({
  name: `SMTP ${name}`,
  async strike(world) {
    world.smtpDoes(behaviour);
    const enough = world.smtp.connections + SMTP_FAULT.leastConnections;
    await pause(SMTP_FAULT.leastMs);
    await until('mails meet the fault', () => world.smtp.connections >= enough, 60_000);
    await then?.(world);
    world.smtpDoes('accepts');
  },
});

const mailerKilled: MailFault = {
  name: 'the mailer killed (-9) and started again',
  strike: (world) => world.killMailer(),
};

/** In the order of a storm, again and again. */
export const MAIL_FAULTS: readonly MailFault[] = [
  mailerKilled,
  smtp('defers the receiver (451)', 'defers the recipient'),
  { name: 'NATS killed (-9) and started again', strike: (world) => world.killNats() },
  { ...smtp('takes the mail and never says so', 'takes the mail and hangs up'), quick: true },
  mailerKilled,
  { ...smtp('refuses the receiver (550)', 'refuses the recipient'), quick: true },
  { name: 'NATS loses its disk', strike: (world) => world.wipeNats() },
  smtp('never answers, and the mailer is killed (-9)', 'never answers the mail', (world) =>
    world.killMailer(),
  ),
  mailerKilled,
  smtp('refuses connections', 'refuses connections'),
];
