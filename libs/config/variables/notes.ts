import { keyRing } from '../key-ring.js';
import { duration, integer, lifetimeSeconds } from '../parsers.js';
import { variable } from '../variable.js';

/** Encryption, quotas and lifetime of notes. */
export const noteVariables = {
  NOTE_ENCRYPTION_KEYS: variable({
    description:
      'Keys that encrypt plain notes at rest: `id:base64` of 32 bytes each, separated by commas. The first encrypts, all decrypt; to rotate, prepend a new key. Standalone generates its own.',
    schema: keyRing,
    requiredBy: ['core', 'standalone'],
    secret: true,
  }),
  NOTE_MAX_BYTES: variable({
    description:
      'Maximum size of a note as sent, in bytes of UTF-8. A sealed note is about a third larger than its text.',
    schema: integer(1_024, 64 * 1_024 * 1_024),
    default: '1048576',
    atMost: ['NOTE_MAX_ACCOUNT_BYTES', 'NOTE_MAX_TOTAL_BYTES', 'NOTE_DAILY_BYTES'],
  }),
  NOTE_MAX_TOTAL_BYTES: variable({
    description:
      'Maximum stored bytes of all notes. Each note counts its content and 800 bytes for its rows, and a tombstone 640. Beyond that, new notes are rejected with 507. Give PostgreSQL twice as much disk: as measured, notes take up to 1.3 times what they count, and dead rows more.',
    schema: integer(1_024, Number.MAX_SAFE_INTEGER),
    default: String(50 * 1_024 ** 3),
  }),
  NOTE_MAX_ACCOUNT_BYTES: variable({
    description:
      'Maximum stored bytes of the present notes of one account, counted alike. Beyond that, new notes are rejected with 507.',
    schema: integer(1_024, Number.MAX_SAFE_INTEGER),
    default: String(256 * 1_024 ** 2),
  }),
  NOTE_DAILY_BYTES: variable({
    description:
      'Maximum bytes that one account, or one client address without an account, may store in a day, counted alike. Beyond that, new notes are rejected with 429.',
    schema: integer(1_024, Number.MAX_SAFE_INTEGER),
    default: String(256 * 1_024 ** 2),
    needs: ['RATELIMIT_ENABLED'],
  }),
  NOTE_DAILY_NOTES: variable({
    description:
      'Maximum number of notes that one account, or one client address without an account, may store in a day. Beyond that, new notes are rejected with 429.',
    schema: integer(1, 1_000_000_000),
    default: '10000',
    needs: ['RATELIMIT_ENABLED'],
  }),
  NOTE_DEFAULT_TTL: variable({
    description:
      'Lifetime of a note whose sender gives no expiry, from 1s to 36525d, and preselected by the web UI. A sender who wants none sends null. Unset: 30d, or the longest of NOTE_LIFETIMES up to it; the web UI preselects 7d.',
    schema: lifetimeSeconds.optional(),
    atMost: ['NOTE_MAX_TTL'],
    among: ['NOTE_LIFETIMES'],
  }),
  NOTE_MAX_TTL: variable({
    description:
      'Maximum lifetime of a note, which also applies to notes without an expiry, from 1s to 36525d. Unset: no maximum.',
    schema: lifetimeSeconds.optional(),
  }),
  READ_LEASE: variable({
    description:
      'Time for which the reader of a note may fetch it again with the same Idempotency-Key. 0 disables repeated reads.',
    schema: duration('0', '7d'),
    default: '60s',
  }),
};
