import { signUpFromAnywhere } from '../../support/sign-up-traffic.js';
import { createNote } from '../../support/notes.js';
import type { WatchedDeployment } from '../../support/prometheus/watched-deployment.js';
import { repeatMails } from './repeated-mails.js';
import { fillRoom } from './filled-room.js';
import { FullDisk } from './full-disk.js';
import { holdNote } from './held-note.js';
import { crowd, signInFromAnywhere } from './crowd.js';

/** What breaks a part, and the alerts that it has to raise. */
export interface AlertFault {
  name: string;
  alerts: readonly string[];
  /** Only alerts with this label are of this fault. */
  label?: () => { name: string; value: string };
  /** Breaks it, and gives what mends it. */
  strike(deployment: WatchedDeployment): Promise<() => Promise<unknown>>;
  /** Done again and again while it is broken. */
  meanwhile?(deployment: WatchedDeployment): Promise<unknown>;
}

const POOL_AND_MORE = 24;
const DELAY_MS = 200;
const MORE_THAN_MAY_WAIT = 150;
const disk = new FullDisk();

/** Those whose alerts take longest to clear come first. */
export const ALERT_FAULTS: readonly AlertFault[] = [
  {
    name: 'PostgreSQL is slow',
    alerts: ['RequestsSlow', 'RequestsSlowForLong', 'DatabasePoolExhausted'],
    async strike({ parts: { wire } }) {
      wire.delayMs = DELAY_MS;
      return async () => (wire.delayMs = 0);
    },
    meanwhile: ({ http }) => crowd(POOL_AND_MORE, () => createNote(http)),
  },
  {
    name: 'PostgreSQL says nothing',
    alerts: ['CircuitOpen', 'RequestsFail', 'RequestsFailSlowly'],
    async strike({ parts: { wire } }) {
      wire.set('silent');
      return async () => wire.set('passes');
    },
    meanwhile: ({ http }) => crowd(POOL_AND_MORE, () => createNote(http)),
  },
  {
    name: 'the mailer is killed',
    alerts: ['ServiceMissing', 'TargetDown'],
    async strike(deployment) {
      await deployment.mailer.end('SIGKILL');
      return () => deployment.startMailer();
    },
  },
  {
    name: 'NATS is killed',
    alerts: ['NatsDisconnected', 'OutboxStuck'],
    async strike({ http, parts: { nats } }) {
      await nats.kill();
      await signUpFromAnywhere(http);
      return () => nats.restart();
    },
  },
  {
    name: 'Redis is killed',
    alerts: ['RedisFallbacks'],
    async strike({ parts: { redis } }) {
      await redis.kill();
      return () => redis.restart();
    },
    meanwhile: ({ http }) => crowd(1, () => createNote(http)),
  },
  {
    name: 'a crowd signs in',
    alerts: ['PasswordsRefused'],
    strike: async () => async () => undefined,
    meanwhile: ({ http }) => crowd(MORE_THAN_MAY_WAIT, () => signInFromAnywhere(http)),
  },
  {
    name: 'the mail server refuses a receiver',
    alerts: ['MailsDead'],
    async strike({ http, parts: { smtp } }) {
      smtp.behaviour = 'refuses the recipient';
      await signUpFromAnywhere(http);
      return async () => (smtp.behaviour = 'accepts');
    },
  },
  {
    name: 'mails that were sent are delivered again',
    alerts: ['MailsRepeated'],
    async strike(deployment) {
      await repeatMails(deployment);
      return async () => undefined;
    },
  },
  { name: 'a note can not be erased', alerts: ['SweeperLate'], strike: holdNote },
  { name: 'notes take nearly all the room', alerts: ['NotesNearlyFull'], strike: fillRoom },
  {
    name: 'the site does not answer',
    alerts: ['SiteUnreachable'],
    async strike({ parts: { site } }) {
      await site.stopServing();
      return () => site.serve(60);
    },
  },
  {
    name: 'the certificate ends within a week',
    alerts: ['CertificateExpires'],
    async strike({ parts: { site } }) {
      await site.serve(7);
      return () => site.serve(60);
    },
  },
  {
    name: 'a disk is nearly full',
    alerts: ['DiskFull'],
    label: () => ({ name: 'mountpoint', value: disk.mountpoint }),
    async strike() {
      await disk.mount();
      return () => disk.remove();
    },
  },
];
