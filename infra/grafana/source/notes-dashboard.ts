import { graph, stat } from './panels.js';
import { laidOut, page, type Section } from './page.js';
import { inRange, perSecond, quantile } from './queries.js';

const services = ['core'] as const;
const TIME_TO_READ = 'onasty_note_time_to_read_seconds';

const total = (title: string, counter: string, good: string, otherwise: string) =>
  stat({
    title,
    good,
    otherwise,
    services,
    unit: 'short',
    decimals: 0,
    queries: { total: inRange(counter) },
  });

const totals: Section = {
  title: 'In this time',
  panels: [
    total(
      'Created',
      'onasty_notes_created_total',
      'what you expect of the people who use it.',
      'none: try to create one, and see the dashboard Overview.',
    ),
    total(
      'Read',
      'onasty_notes_read_total',
      'nearly as many as are created.',
      'far fewer: links do not arrive, or nobody wants them.',
    ),
    total(
      'Expired unread',
      'onasty_notes_expired_unread_total',
      'few.',
      'many: people choose too short a time, or links do not arrive.',
    ),
    total(
      'Deleted',
      'onasty_notes_deleted_total',
      'few: people change their mind.',
      'nothing has to be done.',
    ),
    total(
      'Accounts',
      'onasty_sign_ups_total',
      'some.',
      'very many at once: somebody makes them with a program.',
    ),
    total(
      'Confirmed',
      'onasty_confirmations_total',
      'nearly as many as signed up.',
      'far fewer: mails do not arrive, see the dashboard Mailer.',
    ),
  ],
};

const notes: Section = {
  title: 'Notes',
  panels: [
    graph({
      title: 'Created',
      good: 'most are sealed: the browser encrypts them. Plain ones come from the command line.',
      otherwise: 'plain ones in great number: somebody uses the API who should seal.',
      services,
      unit: 'cps',
      isStacked: true,
      queries: { '{{kind}}': perSecond('onasty_notes_created_total', 'kind') },
    }),
    graph({
      title: 'Read',
      good: 'follows what is created.',
      otherwise: 'see docs/runbooks/RequestsFail.md if it stops.',
      services,
      unit: 'cps',
      isStacked: true,
      queries: { '{{kind}}': perSecond('onasty_notes_read_total', 'kind') },
    }),
    graph({
      title: 'Expired unread',
      good: 'few, of either kind.',
      otherwise:
        'many of one kind: whoever makes those chooses too short a time, or their links do not arrive.',
      services,
      unit: 'cps',
      isStacked: true,
      queries: { '{{kind}}': perSecond('onasty_notes_expired_unread_total', 'kind') },
    }),
    graph({
      title: 'How their lives end',
      good: 'most are read.',
      otherwise: 'nothing has to be done, but it tells how people use it.',
      services,
      unit: 'cps',
      isStacked: true,
      queries: {
        read: perSecond('onasty_notes_read_total'),
        expired: perSecond('onasty_notes_expired_unread_total'),
        deleted: perSecond('onasty_notes_deleted_total'),
      },
    }),
    graph({
      title: 'From creating to reading',
      good: 'half of them within the hour, most within a day.',
      otherwise: 'nothing has to be done; if it comes near the time that notes are kept, allow longer ones.',
      services,
      unit: 's',
      queries: {
        'p90 {{kind}}': quantile(0.9, TIME_TO_READ, 'kind'),
        'p50 {{kind}}': quantile(0.5, TIME_TO_READ, 'kind'),
      },
    }),
    graph({
      title: 'Reads that were repeated',
      good: 'few: a connection broke, and the same reader fetched it again.',
      otherwise:
        'many: answers do not arrive. Look at the proxies on the way, and at "Requests" in the Overview.',
      services,
      unit: 'cps',
      queries: {
        repeated: perSecond('onasty_note_retried_reads_total'),
        acknowledged: perSecond('onasty_notes_acknowledged_total'),
        read: perSecond('onasty_notes_read_total'),
      },
    }),
    graph({
      title: 'Wrong passwords',
      good: 'few.',
      otherwise:
        'many and locks: somebody guesses. Ten tries lock a note for a quarter of an hour, and burn nothing.',
      services,
      unit: 'cps',
      width: 12,
      queries: {
        wrong: perSecond('onasty_note_wrong_passwords_total'),
        locked: perSecond('onasty_note_password_locks_total'),
      },
    }),
    graph({
      title: 'Room for notes',
      good: 'below half: people read their notes, and what they take is free again.',
      otherwise: 'see docs/runbooks/NotesNearlyFull.md. At 1 no note is taken any more (507).',
      services,
      unit: 'percentunit',
      max: 1,
      badFrom: 0.8,
      width: 12,
      queries: { used: 'max(onasty_notes_stored_bytes / onasty_notes_stored_bytes_limit)' },
    }),
  ],
};

const people: Section = {
  title: 'People',
  panels: [
    graph({
      title: 'Accounts',
      good: 'most of those who sign up confirm their address.',
      otherwise: 'they do not: see the dashboard Mailer.',
      services,
      unit: 'cps',
      width: 12,
      queries: {
        'signed up': perSecond('onasty_sign_ups_total'),
        confirmed: perSecond('onasty_confirmations_total'),
      },
    }),
    graph({
      title: 'Sign-ins by way',
      good: 'the ways that you offer.',
      otherwise: 'one of them stops: its provider is gone or its secret has expired. See the logs.',
      services,
      unit: 'cps',
      width: 12,
      queries: { '{{way}}': perSecond('onasty_sign_ins_total', 'way') },
    }),
  ],
};

/** What people do. */
export const notesPage = laidOut(
  page('Notes', 'What people do: notes created, read and expired, and accounts.'),
  [totals, notes, people],
);
