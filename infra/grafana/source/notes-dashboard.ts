import { graph, stat } from './panels.js';
import { buildDashboard, page, type Section } from './page.js';
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
  title: 'Totals',
  panels: [
    total(
      'Created',
      'onasty_notes_created_total',
      'what you expect of your users.',
      'none: try to create one, and see the dashboard Overview.',
    ),
    total(
      'Read',
      'onasty_notes_read_total',
      'nearly as many as were created.',
      'far fewer: links do not arrive, or recipients ignore them.',
    ),
    total(
      'Expired unread',
      'onasty_notes_expired_unread_total',
      'few.',
      'many: lifetimes are too short, or links do not arrive.',
    ),
    total('Deleted', 'onasty_notes_deleted_total', 'few.', 'nothing to do.'),
    total('Accounts', 'onasty_sign_ups_total', 'some.', 'very many at once: a script creates them.'),
    total(
      'Confirmed',
      'onasty_confirmations_total',
      'nearly as many as sign-ups.',
      'far fewer: mails do not arrive, see the dashboard Mailer.',
    ),
  ],
};

const notes: Section = {
  title: 'Notes',
  panels: [
    graph({
      title: 'Created',
      good: 'most are sealed by the browser. Plain notes come from the command line.',
      otherwise: 'many plain notes: an API client should seal its notes.',
      services,
      unit: 'cps',
      isStacked: true,
      queries: { '{{kind}}': perSecond('onasty_notes_created_total', 'kind') },
    }),
    graph({
      title: 'Read',
      good: 'follows creations.',
      otherwise: 'if reads stop, see docs/runbooks/RequestsFail.md.',
      services,
      unit: 'cps',
      isStacked: true,
      queries: { '{{kind}}': perSecond('onasty_notes_read_total', 'kind') },
    }),
    graph({
      title: 'Expired unread',
      good: 'few, of either kind.',
      otherwise: 'many of one kind: their lifetime is too short, or their links do not arrive.',
      services,
      unit: 'cps',
      isStacked: true,
      queries: { '{{kind}}': perSecond('onasty_notes_expired_unread_total', 'kind') },
    }),
    graph({
      title: 'How notes end',
      good: 'most are read.',
      otherwise: 'nothing to do; it shows how people use Onasty.',
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
      title: 'Time to read',
      good: 'half within an hour, most within a day.',
      otherwise: 'nothing to do; if it approaches the maximum lifetime, raise NOTE_MAX_TTL.',
      services,
      unit: 's',
      queries: {
        'p90 {{kind}}': quantile(0.9, TIME_TO_READ, 'kind'),
        'p50 {{kind}}': quantile(0.5, TIME_TO_READ, 'kind'),
      },
    }),
    graph({
      title: 'Retried reads',
      good: 'few: a connection broke and the same reader retried.',
      otherwise: 'many: responses get lost. Check the proxies on the way, and "Requests" in the Overview.',
      services,
      unit: 'cps',
      queries: {
        retried: perSecond('onasty_note_retried_reads_total'),
        acknowledged: perSecond('onasty_notes_acknowledged_total'),
        read: perSecond('onasty_notes_read_total'),
      },
    }),
    graph({
      title: 'Wrong passwords',
      good: 'few.',
      otherwise:
        'many, with locks: an attacker guesses. Ten wrong passwords lock a note for 15 minutes, 100 in all until its author sets a password, and burn nothing.',
      services,
      unit: 'cps',
      width: 12,
      queries: {
        wrong: perSecond('onasty_note_wrong_passwords_total'),
        locked: perSecond('onasty_note_password_locks_total'),
      },
    }),
    graph({
      title: 'Note storage',
      good: 'below half: reading a note frees its storage.',
      otherwise: 'see docs/runbooks/NotesNearlyFull.md. At 1, creating a note fails with 507.',
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
  title: 'Users',
  panels: [
    graph({
      title: 'Accounts',
      good: 'most new users confirm their email.',
      otherwise: 'few confirm: see the dashboard Mailer.',
      services,
      unit: 'cps',
      width: 12,
      queries: {
        'signed up': perSecond('onasty_sign_ups_total'),
        confirmed: perSecond('onasty_confirmations_total'),
      },
    }),
    graph({
      title: 'Sign-ins by method',
      good: 'the methods that you offer.',
      otherwise: 'one method stops: its provider is unavailable or its secret has expired. See the logs.',
      services,
      unit: 'cps',
      width: 12,
      queries: { '{{way}}': perSecond('onasty_sign_ins_total', 'way') },
    }),
  ],
};

const webhooks: Section = {
  title: 'Webhooks',
  panels: [
    graph({
      title: 'Webhook attempts',
      good: 'nearly all are delivered.',
      otherwise:
        'many failed or dead: see docs/runbooks/WebhooksFail.md. postponed: the circuit of an endpoint is open, because it failed repeatedly.',
      services,
      unit: 'cps',
      isStacked: true,
      width: 24,
      queries: { '{{outcome}}': perSecond('onasty_webhook_attempts_total', 'outcome') },
    }),
  ],
};

export const notesPage = buildDashboard(
  page('Notes', 'Notes created, read and expired, accounts and webhooks.'),
  [totals, notes, people, webhooks],
);
