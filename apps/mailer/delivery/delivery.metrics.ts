import { Counter, Histogram } from 'prom-client';
import { mailTemplates } from '#libs/mail-outbox';
import { registry, WAIT_BUCKETS_SECONDS } from '#libs/observability';
import { mailFaultKinds } from '../senders/mail-sender.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

export const mailsSent = new Counter({
  name: 'mail_sent_total',
  help: 'Mails that a mail server took, by what they say.',
  labelNames: ['template'],
  registers: [registry],
});
for (const template of mailTemplates) mailsSent.inc({ template }, 0);

export const mailFailures = new Counter({
  name: 'mail_failed_total',
  help: 'Attempts that failed. `temporary`: this mail could not be sent then; `permanent`: it never can; `system`: none can be sent now.',
  labelNames: ['reason'],
  registers: [registry],
});
for (const reason of mailFaultKinds) mailFailures.inc({ reason }, 0);

export const mailsRetried = new Counter({
  name: 'onasty_mail_retried_total',
  help: 'Mails that wait for another try after one that failed, by why it did.',
  labelNames: ['reason'],
  registers: [registry],
});
for (const reason of ['temporary', 'system']) mailsRetried.inc({ reason }, 0);

export const deadMails = new Counter({
  name: 'onasty_mail_dead_total',
  help: 'Mails that were given up: refused for good (`permanent`), too late to be of use (`expired`), or not to be understood (`malformed`).',
  labelNames: ['reason'],
  registers: [registry],
});
for (const reason of ['permanent', 'expired', 'malformed']) deadMails.inc({ reason }, 0);

export const duplicates = new Counter({
  name: 'onasty_mail_duplicates_total',
  help: 'Messages that were skipped, since their mail was sent already.',
  registers: [registry],
});

export const sendDuration = new Histogram({
  name: 'onasty_mail_send_duration_seconds',
  help: 'One conversation with the mail server, however it ended.',
  buckets: [...WAIT_BUCKETS_SECONDS, 30, 60],
  registers: [registry],
});

export const timeToSend = new Histogram({
  name: 'onasty_mail_time_to_send_seconds',
  help: 'From the event that made a mail until a mail server took it.',
  buckets: [
    0.1,
    0.25,
    0.5,
    1,
    2.5,
    5,
    10,
    30,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
  ],
  registers: [registry],
});
