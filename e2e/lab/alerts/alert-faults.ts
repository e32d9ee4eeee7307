import { signUpFromAnywhere } from '../../support/traffic/sign-up-traffic.js';
import { createNote } from '../../../apps/core/testing/note-actions.js';
import type { RunningDeployment } from '../../support/deployment/running-deployment.js';
import { repeatMails } from './repeated-mails.js';
import { fillStorage } from './filled-storage.js';
import { FullDisk } from './full-disk.js';
import { holdNote } from './held-note.js';
import { burst } from './burst.js';
import { limitMemory } from './memory-limit.js';
import { failWebhooks, removeWebhooks } from './failing-webhooks.js';
import { failSignIns, signInFromAnywhere } from '../../support/traffic/failing-sign-ins.js';
import { setTimeout as pause } from 'node:timers/promises';
import { readUnderAnotherKey } from './wrong-key.js';

/** An injected fault and the alerts that it must raise. */
export interface AlertFault {
  name: string;
  alerts: readonly string[];
  /** Label of the alerts that this failure raises. */
  label?: () => { name: string; value: string };
  /** Causes the failure. @returns a function that ends it */
  strike(deployment: RunningDeployment): Promise<() => Promise<unknown>>;
  /** Runs repeatedly during the failure. */
  repeat?(deployment: RunningDeployment): Promise<unknown>;
}

const CLIENTS = 24;
const DELAY_MS = 200;
const SIGN_INS = 150;
/** Longer than the interval of scrapes. */
const SCRAPED_MS = 1_500;
const HANGS_MS = 500;
const disk = new FullDisk();

/** Sorted by the time that their alerts take to clear, longest first. */
export const ALERT_FAULTS: readonly AlertFault[] = [
  {
    name: 'PostgreSQL is slow',
    alerts: ['RequestsSlow', 'RequestsSlowForLong', 'DatabasePoolExhausted'],
    async strike({ proxies }) {
      proxies.postgres.delayMs = DELAY_MS;
      return async () => (proxies.postgres.delayMs = 0);
    },
    repeat: ({ http }) => burst(CLIENTS, () => createNote(http)),
  },
  {
    name: 'PostgreSQL does not respond',
    alerts: ['CircuitOpen', 'RequestsFail', 'RequestsFailSlowly'],
    async strike({ proxies }) {
      proxies.postgres.set('silent');
      return async () => proxies.postgres.set('passes');
    },
    repeat: ({ http }) => burst(CLIENTS, () => createNote(http)),
  },
  {
    name: 'the mailer is killed',
    alerts: ['ServiceMissing', 'TargetDown'],
    async strike(deployment) {
      await deployment.endMailers('SIGKILL');
      return () => deployment.startMailers();
    },
  },
  {
    name: 'NATS is killed',
    alerts: ['NatsDisconnected', 'OutboxStuck'],
    async strike({ http, nats }) {
      await nats.kill();
      await signUpFromAnywhere(http);
      return () => nats.restart();
    },
  },
  {
    name: 'Redis is killed',
    alerts: ['RedisFallbacks'],
    async strike({ redis }) {
      await redis.kill();
      return () => redis.restart();
    },
    repeat: ({ http }) => burst(1, () => createNote(http)),
  },
  {
    name: '150 sign-ins at once',
    alerts: ['PasswordsRefused'],
    strike: async () => async () => undefined,
    repeat: ({ http }) => burst(SIGN_INS, () => signInFromAnywhere(http)),
  },
  {
    name: 'SMTP rejects a recipient',
    alerts: ['MailsDead'],
    async strike({ http, smtp }) {
      smtp.behaviour = 'rejects the recipient';
      await signUpFromAnywhere(http);
      return async () => (smtp.behaviour = 'accepts');
    },
  },
  {
    name: 'the quota of the SMTP account is used up',
    alerts: ['MailServerFails'],
    async strike({ http, smtp }) {
      smtp.replies = { DATA: '550 5.4.5 quota used up' };
      await signUpFromAnywhere(http);
      return async () => (smtp.replies = {});
    },
  },
  {
    name: 'messages of sent mails are delivered again',
    alerts: ['MailsRepeated'],
    async strike(deployment) {
      await repeatMails(deployment);
      return async () => undefined;
    },
  },
  {
    name: 'endpoints of webhooks fail',
    alerts: ['WebhooksFail'],
    strike: async (deployment) => () => removeWebhooks(deployment),
    async repeat(deployment) {
      await failWebhooks(deployment);
      await pause(SCRAPED_MS);
    },
  },
  {
    name: 'core cannot read accounts',
    alerts: ['ServerErrors'],
    strike: failSignIns,
    repeat: ({ http }) => burst(1, () => signInFromAnywhere(http)),
  },
  {
    name: 'core is killed again and again',
    alerts: ['ProcessRestarts'],
    strike: async () => async () => undefined,
    async repeat(deployment) {
      await deployment.restartCore(0, 'SIGKILL');
      await pause(SCRAPED_MS);
    },
  },
  {
    name: 'core hangs for half of the time',
    alerts: ['EventLoopLate'],
    strike: async () => async () => undefined,
    async repeat({ core }) {
      process.kill(core.process.pid ?? 0, 'SIGSTOP');
      await pause(HANGS_MS);
      process.kill(core.process.pid ?? 0, 'SIGCONT');
      await pause(HANGS_MS);
    },
  },
  {
    name: 'the memory of core is limited to little more than it uses',
    alerts: ['MemoryNearlyFull'],
    strike: ({ core }) => limitMemory(core.process.pid ?? 0),
  },
  {
    name: 'no backup has succeeded for years',
    alerts: ['BackupOld'],
    async strike({ backups }) {
      await backups.write(new Date(0));
      return () => backups.write(new Date());
    },
  },
  { name: 'a note is under another key', alerts: ['WrongKeys'], strike: readUnderAnotherKey },
  { name: 'a note cannot be erased', alerts: ['SweeperLate'], strike: holdNote },
  { name: 'notes fill 90% of the storage limit', alerts: ['NotesNearlyFull'], strike: fillStorage },
  {
    name: 'the site does not respond',
    alerts: ['SiteUnreachable'],
    async strike({ site }) {
      await site.stopServing();
      return () => site.serve(60);
    },
  },
  {
    name: 'the certificate expires within a week',
    alerts: ['CertificateExpires'],
    async strike({ site }) {
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
