import { Counter, Gauge, Histogram } from 'prom-client';
import { mailTemplates } from '#libs/mail-outbox';
import { registry, WAIT_BUCKETS_SECONDS } from '#libs/observability';
import { mailErrorKinds } from '../senders/mail-sender.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

export const mailsSent = new Counter({
  name: 'mail_sent_total',
  help: 'Mails accepted by the mail server, by template.',
  labelNames: ['template'],
  registers: [registry],
});
for (const template of mailTemplates) mailsSent.inc({ template }, 0);

export const mailFailures = new Counter({
  name: 'mail_failed_total',
  help: 'Failed attempts. `temporary`: this mail cannot be sent now; `permanent`: it can never be sent; `system`: no mail can be sent now.',
  labelNames: ['reason'],
  registers: [registry],
});
for (const reason of mailErrorKinds) mailFailures.inc({ reason }, 0);

export const mailServerFailure = new Gauge({
  name: 'onasty_mail_server_failure',
  help: 'Always 1, labelled with the last reply that concerns all mails; absent once the server accepts a mail.',
  labelNames: ['reply'],
  registers: [registry],
});

export const mailsRetried = new Counter({
  name: 'onasty_mail_retried_total',
  help: 'Mails scheduled for another attempt, by the reason of the failed one.',
  labelNames: ['reason'],
  registers: [registry],
});
for (const reason of ['temporary', 'system']) mailsRetried.inc({ reason }, 0);

export const deadMails = new Counter({
  name: 'onasty_mail_dead_total',
  help: 'Mails dead-lettered. `permanent`: rejected by the mail server; `expired`: past the deadline; `malformed`: not decodable.',
  labelNames: ['reason'],
  registers: [registry],
});
for (const reason of ['permanent', 'expired', 'malformed']) deadMails.inc({ reason }, 0);

export const duplicates = new Counter({
  name: 'onasty_mail_duplicates_total',
  help: 'Duplicate messages skipped because their mail was sent already.',
  registers: [registry],
});

export const sendDuration = new Histogram({
  name: 'onasty_mail_send_duration_seconds',
  help: 'Duration of one attempt to send, in seconds.',
  buckets: [...WAIT_BUCKETS_SECONDS, 30, 60],
  registers: [registry],
});

export const timeToSend = new Histogram({
  name: 'onasty_mail_time_to_send_seconds',
  help: 'Time from the creation of a mail event until the mail server accepted the mail, in seconds.',
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
