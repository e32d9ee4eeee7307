import type { SmtpBehaviour } from '../../../support/servers/smtp.js';
import { REDELIVERED_WITHIN_SECONDS, seconds, type Fault } from '../fault.js';
import { networkFaults } from './network.js';

const UNRECORDED = 'a mail was sent, and NATS was unavailable to record it';

const MAILERS: Fault[] = [
  {
    name: 'every mailer killed (-9)',
    duplicatesBecause: 'the mailer was killed before it recorded a sent mail',
    strike: (deployment) => deployment.restartMailers('SIGKILL'),
  },
  {
    name: 'every mailer replaced (SIGTERM)',
    strike: (deployment) => deployment.restartMailers('SIGTERM'),
  },
  {
    name: 'every mailer frozen for 15 s (SIGSTOP)',
    async strike(deployment) {
      deployment.signalMailers('SIGSTOP');
      await seconds(15);
      deployment.signalMailers('SIGCONT');
    },
  },
];

const NATS: Fault[] = [
  {
    name: 'NATS killed (-9) and restarted',
    duplicatesBecause: UNRECORDED,
    async strike({ nats }) {
      await nats.kill();
      await nats.restart();
    },
  },
  {
    name: 'NATS down for 60 s',
    duplicatesBecause: UNRECORDED,
    async strike({ nats }) {
      await nats.kill();
      await seconds(60);
      await nats.restart();
    },
  },
  {
    name: 'NATS frozen for 15 s (SIGSTOP)',
    duplicatesBecause: UNRECORDED,
    async strike({ nats }) {
      nats.freeze();
      await seconds(15);
      nats.thaw();
    },
  },
  ...networkFaults('NATS', 'nats', 20).map((fault) => ({ ...fault, duplicatesBecause: UNRECORDED })),
];

const SMTP: Fault[] = [
  smtp('defers every mail for 10 s (451)', 'defers the recipient'),
  smtp('rejects connections for 10 s', 'refuses connections'),
  smtp('sends no greeting for 10 s', 'never greets'),
  smtp('closes the connection after each mail for 10 s', 'hangs up after the mail'),
  {
    ...smtp('accepts each mail without a confirmation for 10 s', 'takes the mail and hangs up'),
    quick: true,
    duplicatesBecause: 'SMTP accepted the mail without a confirmation',
  },
];

/** Mails are late, and no request fails. */
export const MAIL: Fault[] = [...MAILERS, ...NATS, ...SMTP].map((fault) => ({
  endsWithinSeconds: REDELIVERED_WITHIN_SECONDS,
  ...fault,
  failsNothing: true,
}));

function smtp(words: string, behaviour: SmtpBehaviour): Fault {
  return {
    name: `SMTP ${words}`,
    async strike({ smtp: server }) {
      server.behaviour = behaviour;
      await seconds(10);
      server.behaviour = 'accepts';
    },
  };
}
