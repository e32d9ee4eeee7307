import { graph, lines, timeline } from './panels.js';
import { instances, buildDashboard, page, type Section } from './page.js';
import { FAULTY, here, perSecondHere, quantileHere } from './queries.js';
import { runtime } from './runtime.js';

const services = ['mailer'] as const;

const mails: Section = {
  title: 'Mails',
  panels: [
    graph({
      title: 'Sent',
      good: 'proportional to sign-ups and password resets.',
      otherwise: 'none although mails wait: see docs/runbooks/OutboxStuck.md.',
      services,
      unit: 'cps',
      isStacked: true,
      queries: { '{{template}}': perSecondHere('mail_sent_total', 'template') },
    }),
    graph({
      title: 'Failed attempts',
      good: 'few. Some servers defer unknown senders (greylisting).',
      otherwise:
        'temporary: the receiving server deferred it; the mailer retries. permanent: the address does not exist. system: our mail server or its password.',
      services,
      unit: 'cps',
      isStacked: true,
      queries: { '{{reason}}': perSecondHere('mail_failed_total', 'reason') },
    }),
    graph({
      title: 'Retries',
      good: 'few, after 10 s, 30 s and growing delays.',
      otherwise: 'see the reason in the previous panel.',
      services,
      unit: 'cps',
      isStacked: true,
      queries: { '{{reason}}': perSecondHere('onasty_mail_retried_total', 'reason') },
    }),
    graph({
      title: 'Dead-lettered',
      good: 'close to zero.',
      otherwise: 'see docs/runbooks/MailsDead.md; dead letters can be redriven.',
      services,
      unit: 'short',
      queries: {
        '{{reason}}': 'sum by (reason) (increase(onasty_mail_dead_total{instance=~"$instance"}[1h]))',
        'expired in the outbox': 'sum(increase(onasty_outbox_expired_total[1h]))',
      },
    }),
    graph({
      title: 'Time to send',
      good: 'p99 below 10 s.',
      otherwise: 'compare with "SMTP duration" and "Waiting in NATS"; otherwise mails were retried.',
      services,
      unit: 's',
      badFrom: 120,
      queries: {
        p99: quantileHere(0.99, 'onasty_mail_time_to_send_seconds'),
        p50: quantileHere(0.5, 'onasty_mail_time_to_send_seconds'),
      },
    }),
    graph({
      title: 'SMTP duration',
      good: 'below a second.',
      otherwise:
        'the mail server is slow: contact its operator. More mailers help only if it accepts more connections.',
      services,
      unit: 's',
      badFrom: 10,
      queries: {
        p99: quantileHere(0.99, 'onasty_mail_send_duration_seconds'),
        p50: quantileHere(0.5, 'onasty_mail_send_duration_seconds'),
      },
    }),
  ],
};

const events: Section = {
  title: 'NATS',
  panels: [
    graph({
      title: 'Waiting in NATS',
      good: 'returns to 0 after each peak.',
      otherwise: 'growing: there are too few mailers, or they hang. Start another, and see the logs below.',
      services,
      unit: 'short',
      queries: {
        pending: `max(${here('onasty_jetstream_pending')})`,
        unacknowledged: `max(${here('onasty_jetstream_unacknowledged')})`,
      },
    }),
    graph({
      title: 'Duplicate deliveries',
      good: 'rare, after a mailer was killed.',
      otherwise: 'see docs/runbooks/MailsRepeated.md. Mails recorded as sent are not sent twice.',
      services,
      unit: 'cps',
      queries: { skipped: perSecondHere('onasty_mail_duplicates_total') },
    }),
    graph({
      title: 'Redelivered messages',
      good: 'none, except after a mailer was killed.',
      otherwise: 'the mailers hang, or their acknowledgements get lost: see docs/runbooks/MailsRepeated.md.',
      services,
      unit: 'short',
      queries: { redelivered: `max(${here('onasty_jetstream_redelivered')})` },
    }),
    timeline({
      title: 'Backing services',
      good: 'all are up.',
      otherwise: 'see docs/runbooks/NatsDisconnected.md and CircuitOpen.md.',
      services,
      queries: {
        '{{part}}, {{instance}}': `1 - ${here('onasty_circuit_open')}`,
        'NATS, {{instance}}': here('onasty_nats_connected'),
      },
    }),
  ],
};

const words: Section = {
  title: 'Logs',
  panels: [
    lines({
      title: 'Warnings and errors',
      good: 'none, or single failed attempts.',
      otherwise: 'the line has the reason; its request_id leads to the request that caused the mail.',
      services,
      query: `{service=~"mailer|standalone", ${FAULTY}}`,
    }),
  ],
};

export const mailer = buildDashboard(
  page('Mailer', 'Mails sent, failed, waiting and dead-lettered.').withVariable(instances('mailer')),
  [mails, events, words, runtime('mailer')],
);
