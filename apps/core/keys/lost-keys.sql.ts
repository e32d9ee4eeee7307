import { BECOMES_TOMBSTONE } from '../note-tombstones.sql.js';
import { ENCRYPTED, MAILS } from './stored-keys.sql.js';

const KINDS = Object.entries(ENCRYPTED);
const countsOf = (counted: string) =>
  KINDS.map(([kind]) => `${kind === counted ? 'count(*)' : '0'} AS ${kind}`).join(', ');

export const countByKey = {
  name: 'count-data-by-encryption-key',
  text: `
    SELECT ring, key_id AS "keyId", fingerprint,
           ${KINDS.map(([kind]) => `sum(${kind})::int AS ${kind}`).join(', ')}
      FROM (${KINDS.map(
        ([kind, { ring, table, keyId, fingerprint, condition }]) => `
        SELECT '${ring}' AS ring, ${keyId} AS key_id, ${fingerprint} AS fingerprint, ${countsOf(kind)}
          FROM ${table} WHERE ${condition} GROUP BY ${keyId}, ${fingerprint}
        UNION ALL`,
      ).join('')}
        SELECT ring, key_id, fingerprint, ${KINDS.map(() => '0').join(', ')} FROM encryption_key
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

/** An endpoint without a signing secret receives nothing until its owner takes a new one. */
export const eraseWebhookSecrets = {
  name: 'erase-webhook-secrets-of-lost-key',
  text: `
    WITH erased AS (
      UPDATE webhook SET secrets = '', key_id = '', key_fingerprint = '' WHERE id IN (
        SELECT id FROM webhook WHERE key_id = $1 AND key_fingerprint IS NOT DISTINCT FROM $2::bytea LIMIT ${BATCH})
      RETURNING id)
    SELECT count(*)::int AS erased FROM erased`,
};

export const forgetKey = {
  name: 'forget-encryption-key',
  text: `DELETE FROM encryption_key WHERE ring = $1 AND key_id = $2 AND fingerprint = $3::bytea`,
};
