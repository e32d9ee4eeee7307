/** A reference in an outbox payload: key id, then a fingerprint unless an earlier version wrote it. */
const REFERENCE = `split_part(encode(payload, 'escape'), ':', 1)`;

/** Everything that a key ring encrypted and that somebody may still need; decoys of the outbox are closed without a reason. */
const STORED = `(
    SELECT 'NOTE_ENCRYPTION_KEYS' AS ring, note_id::text AS context, key_id, key_fingerprint AS fingerprint, content AS data
      FROM note_payload WHERE key_id IS NOT NULL
    UNION ALL
    SELECT 'NOTE_ENCRYPTION_KEYS', id || '/label', label_key_id, label_key_fingerprint, label
      FROM note WHERE label IS NOT NULL
    UNION ALL
    SELECT 'MAIL_ENCRYPTION_KEYS', id::text, split_part(${REFERENCE}, '.', 1),
           decode(NULLIF(split_part(${REFERENCE}, '.', 2), ''), 'hex'),
           substring(payload FROM position(':'::bytea IN payload) + 1)
      FROM outbox WHERE payload IS NOT NULL AND (next_at IS NOT NULL OR dead_reason IS NOT NULL)
  ) AS stored`;

/** Read together, so that each check is one round trip. $1 and $2: ring and fingerprint of each configured key. */
export const compareKeys = {
  name: 'compare-encryption-keys',
  text: `
    SELECT key.ring, key_id AS "keyId", fingerprint, needed.isNeeded IS NOT NULL AS "isNeeded"
      FROM encryption_key AS key
      LEFT JOIN LATERAL (
        SELECT true AS isNeeded FROM ${STORED}
         WHERE stored.ring = key.ring
           AND (stored.fingerprint = key.fingerprint OR (stored.fingerprint IS NULL AND stored.key_id = key.key_id))
           AND (key.ring, key.fingerprint) NOT IN (SELECT * FROM unnest($1::text[], $2::bytea[]))
         LIMIT 1) AS needed ON true`,
};

/** Data of an earlier version, under a key of which only the id is known. */
export const findEarlierData = {
  name: 'find-data-without-fingerprint',
  text: `
    SELECT context, data FROM ${STORED}
     WHERE stored.ring = $1::text AND stored.fingerprint IS NULL AND stored.key_id = $2::text LIMIT $3::int`,
};

/** $2: ids that are configured or recorded. */
export const findUnknownKey = {
  name: 'find-unknown-encryption-key',
  text: `
    SELECT stored.key_id AS "keyId" FROM ${STORED}
     WHERE stored.ring = $1::text AND stored.fingerprint IS NULL AND stored.key_id <> ALL ($2::text[]) LIMIT 1`,
};

/** Atomic decision: of processes with different keys under one id, the first records its key. */
export const recordKey = {
  name: 'record-encryption-key',
  text: `INSERT INTO encryption_key (ring, key_id, fingerprint) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
};
