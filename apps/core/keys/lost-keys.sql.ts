import { BECOMES_TOMBSTONE } from '../note-tombstones.sql.js';
import { MAILS } from './stored-keys.sql.js';

export const countByKey = {
  name: 'count-data-by-encryption-key',
  text: `
    SELECT ring, key_id AS "keyId", fingerprint,
           sum(notes)::int AS notes, sum(labels)::int AS labels, sum(mails)::int AS mails
      FROM (
        SELECT 'NOTE_ENCRYPTION_KEYS' AS ring, key_id, key_fingerprint AS fingerprint, count(*) AS notes, 0 AS labels, 0 AS mails
          FROM note_payload WHERE key_id IS NOT NULL GROUP BY key_id, key_fingerprint
        UNION ALL
        SELECT 'NOTE_ENCRYPTION_KEYS', label_key_id, label_key_fingerprint, 0, count(*), 0
          FROM note WHERE label IS NOT NULL GROUP BY label_key_id, label_key_fingerprint
        UNION ALL
        SELECT 'MAIL_ENCRYPTION_KEYS', key_id, fingerprint, 0, 0, count(*) FROM ${MAILS} GROUP BY key_id, fingerprint
        UNION ALL
        SELECT ring, key_id, fingerprint, 0, 0, 0 FROM encryption_key
      ) AS stored
     GROUP BY ring, key_id, fingerprint ORDER BY ring DESC, key_id, fingerprint`,
};

const BATCH = 1_000;

export const eraseNotes = {
  name: 'erase-notes-of-lost-key',
  text: `
    WITH lost AS (
      DELETE FROM note_payload WHERE note_id IN (
        SELECT note_id FROM note_payload
         WHERE key_id = $1 AND key_fingerprint IS NOT DISTINCT FROM $2::bytea LIMIT ${BATCH})
      RETURNING note_id), buried AS (
      UPDATE note SET ${BECOMES_TOMBSTONE} FROM lost
       WHERE id = note_id AND deleted_at IS NULL AND (read_at IS NULL OR keep_before_expiration))
    SELECT count(*)::int AS erased FROM lost`,
};

export const eraseLabels = {
  name: 'erase-labels-of-lost-key',
  text: `
    WITH erased AS (
      UPDATE note SET label = NULL, label_key_id = NULL, label_key_fingerprint = NULL WHERE id IN (
        SELECT id FROM note WHERE label IS NOT NULL AND label_key_id = $1
           AND label_key_fingerprint IS NOT DISTINCT FROM $2::bytea LIMIT ${BATCH})
      RETURNING id)
    SELECT count(*)::int AS erased FROM erased`,
};

export const eraseMails = {
  name: 'erase-mails-of-lost-key',
  text: `
    WITH erased AS (
      DELETE FROM outbox WHERE id IN (
        SELECT id FROM ${MAILS}
         WHERE stored.key_id = $1 AND stored.fingerprint IS NOT DISTINCT FROM $2::bytea LIMIT ${BATCH})
      RETURNING id)
    SELECT count(*)::int AS erased FROM erased`,
};

export const forgetKey = {
  name: 'forget-encryption-key',
  text: `DELETE FROM encryption_key WHERE ring = $1 AND key_id = $2 AND fingerprint = $3::bytea`,
};
