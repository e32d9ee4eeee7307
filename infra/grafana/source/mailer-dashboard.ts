import { graph, lines } from './panels.js';
import { instances, laidOut, page, type Section } from './page.js';
import { FAULTY, here, perSecondHere, quantileHere } from './queries.js';
import { runtime } from './runtime.js';

const services = ['mailer'] as const;

const mails: Section = {
  title: 'Mails',
  panels: [
    graph({
      title: 'Sent',
      good: 'in step with sign-ups and forgotten passwords.',
      otherwise: 'nothing although mails wait: see docs/runbooks/OutboxStuck.md.',
      services,
      unit: 'cps',
      isStacked: true,
      queries: { '{{template}}': perSecondHere('mail_sent_total', 'template') },
    }),
    graph({
      title: 'Failed attempts',
      good: 'few. Some servers refuse strangers at first.',
      otherwise:
        'temporary: the other side, tried again. permanent: the address does not exist. system: our mail server, or its password.',
      services,
      unit: 'cps',
      isStacked: true,
      queries: { '{{reason}}': perSecondHere('mail_failed_total', 'reason') },
    }),
    graph({
      title: 'Tried again',
      good: 'few, after ten seconds, half a minute, and then ever later.',
      otherwise: 'see the reason in the panel before this one.',
      services,
      unit: 'cps',
      isStacked: true,
      queries: { '{{reason}}': perSecondHere('onasty_mail_retried_total', 'reason') },
    }),
    graph({
      title: 'Given up',
      good: 'hardly any.',
      otherwise: 'see docs/runbooks/MailsDead.md: they can be sent again.',
      services,
      unit: 'short',
      queries: {
        '{{reason}}': 'sum by (reason) (increase(onasty_mail_dead_total{instance=~"$instance"}[1h]))',
        'in the outbox, by core': 'sum(increase(onasty_outbox_expired_total[1h]))',
      },
    }),
    graph({
      title: 'From event to accepted',
      good: 'p99 below ten seconds.',
      otherwise:
        'see "One conversation": is it slow? "Waiting in NATS": is there much? Else mails were tried again.',
      services,
      unit: 's',
      badFrom: 120,
      queries: {
        p99: quantileHere(0.99, 'onasty_mail_time_to_send_seconds'),
        p50: quantileHere(0.5, 'onasty_mail_time_to_send_seconds'),
      },
    }),
    graph({
      title: 'One conversation with the mail server',
      good: 'below a second.',
      otherwise:
        'the mail server is slow: ask whoever runs it. More mailers help only if it takes more connections.',
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
      good: 'goes back to 0 after each crowd.',
      otherwise: 'rising: mailers are too few or stand still. Start another, and see the logs below.',
      services,
      unit: 'short',
      queries: {
        'not delivered yet': `max(${here('onasty_jetstream_pending')})`,
        'under way': `max(${here('onasty_jetstream_unacknowledged')})`,
      },
    }),
    graph({
      title: 'Delivered more than once',
      good: 'hardly ever: after a mailer was killed.',
      otherwise: 'see docs/runbooks/MailsRepeated.md. Nobody gets a mail twice that was noted as sent.',
      services,
      unit: 'short',
      queries: {
        'redelivered now': `max(${here('onasty_jetstream_redelivered')})`,
        'skipped a second': perSecondHere('onasty_mail_duplicates_total'),
      },
    }),
    graph({
      title: 'Parts that do not answer',
      good: 'all lines lie at 0.',
      otherwise: 'see docs/runbooks/NatsDisconnected.md and CircuitOpen.md.',
      services,
      unit: 'short',
      max: 1,
      queries: {
        'circuit to {{part}}, {{instance}}': here('onasty_circuit_open'),
        'NATS, {{instance}}': `1 - ${here('onasty_nats_connected')}`,
      },
    }),
  ],
};

const words: Section = {
  title: 'What they say',
  panels: [
    lines({
      title: 'Warnings and errors',
      good: 'nothing, or single attempts that failed.',
      otherwise:
        'the reason stands in the line; its request_id leads to the request of core that wanted the mail.',
      services,
      query: `{service=~"mailer|standalone", ${FAULTY}}`,
    }),
  ],
};

/** What becomes of mails. */
export const mailer = laidOut(
  page('Mailer', 'Mails: sent, failed and why, waiting, given up.').withVariable(instances('mailer')),
  [mails, events, words, runtime('mailer')],
);
