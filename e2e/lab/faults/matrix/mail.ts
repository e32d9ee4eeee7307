import type { Cluster } from '../cluster.js';
import { REDELIVERED_WITHIN_SECONDS, seconds, type Fault } from '../fault.js';
import { networkFaults } from './network.js';

const UNNOTED = 'a mail was sent and nobody could note it';

/** A mail whose only copy was lost is published again after five minutes. */
const PUBLISHED_AGAIN_WITHIN_SECONDS = 420;

const MAILERS: Fault[] = [
  {
    name: 'every mailer killed (-9)',
    twinsBecause: UNNOTED,
    strike: (cluster) => cluster.restartMailers('SIGKILL'),
  },
  { name: 'every mailer replaced (SIGTERM)', strike: (cluster) => cluster.restartMailers('SIGTERM') },
  {
    name: 'every mailer frozen for 15 s (SIGSTOP)',
    async strike(cluster) {
      cluster.signalMailers('SIGSTOP');
      await seconds(15);
      cluster.signalMailers('SIGCONT');
    },
  },
];

const NATS: Fault[] = [
  {
    name: 'NATS killed (-9) and started again',
    twinsBecause: UNNOTED,
    async strike({ nats }) {
      await nats.kill();
      await nats.restart();
    },
  },
  {
    name: 'NATS gone for 60 s',
    twinsBecause: UNNOTED,
    async strike({ nats }) {
      await nats.kill();
      await seconds(60);
      await nats.restart();
    },
  },
  {
    name: 'NATS frozen for 15 s (SIGSTOP)',
    twinsBecause: UNNOTED,
    async strike({ nats }) {
      nats.freeze();
      await seconds(15);
      nats.thaw();
    },
  },
  ...networkFaults('NATS', 'nats', 20).map((fault) => ({ ...fault, twinsBecause: UNNOTED })),
  {
    name: 'NATS loses its disk',
    endsWithinSeconds: PUBLISHED_AGAIN_WITHIN_SECONDS,
    twinsBecause: UNNOTED,
    async strike({ nats }) {
      await nats.kill();
      await nats.wipe();
      await nats.restart();
    },
  },
];

const SMTP: Fault[] = [
  smtp('defers every mail for 10 s (451)', 'defers the recipient'),
  smtp('refuses connections for 10 s', 'refuses connections'),
  smtp('never greets for 10 s', 'never greets'),
  smtp('hangs up after each mail for 10 s', 'hangs up after the mail'),
  {
    ...smtp('takes each mail and never says so, for 10 s', 'takes the mail and hangs up'),
    twinsBecause: 'SMTP took it and never said so',
  },
];

/** Mails come late, and no request hears of it. */
export const MAIL: Fault[] = [...MAILERS, ...NATS, ...SMTP].map((fault) => ({
  endsWithinSeconds: REDELIVERED_WITHIN_SECONDS,
  ...fault,
  failsNothing: true,
}));

function smtp(words: string, behaviour: Cluster['smtp']['behaviour']): Fault {
  return {
    name: `SMTP ${words}`,
    async strike({ smtp: peer }) {
      peer.behaviour = behaviour;
      await seconds(10);
      peer.behaviour = 'accepts';
    },
  };
}
