/** A reference in an outbox payload: key id, then a fingerprint unless an earlier version wrote it. */
const REFERENCE = `split_part(encode(payload, 'escape'), ':', 1)`;

const WITH_FINGERPRINT = `${REFERENCE} ~ '^[A-Za-z0-9_-]+[.][0-9a-f]{32}$'`;

export const MAILS = `(
    SELECT id, split_part(${REFERENCE}, '.', 1) AS key_id,
           CASE WHEN ${WITH_FINGERPRINT} THEN decode(split_part(${REFERENCE}, '.', 2), 'hex') END AS fingerprint,
           substring(payload FROM position(':'::bytea IN payload) + 1) AS data
      FROM outbox WHERE payload IS NOT NULL AND (next_at IS NOT NULL OR dead_reason IS NOT NULL)
  ) AS stored`;

/** Everything under a key that a process may still have to decrypt. */
const STORED = `(
    SELECT 'NOTE_ENCRYPTION_KEYS' AS ring, note_id::text AS context, key_id, key_fingerprint AS fingerprint, content AS data
      FROM note_payload WHERE key_id IS NOT NULL
    UNION ALL
    SELECT 'NOTE_ENCRYPTION_KEYS', id || '/label', label_key_id, label_key_fingerprint, label
      FROM note WHERE label IS NOT NULL
    UNION ALL
    SELECT 'MAIL_ENCRYPTION_KEYS', id::text, key_id, fingerprint, data FROM ${MAILS}
  ) AS stored`;

/** Two searches of an index: EXISTS reads the whole table for a key that no row has, and so does an OR of both. */
const isStored = (table: string, [id, fingerprint]: readonly [string, string], condition: string) => `
      (SELECT min(${id}) FROM ${table} WHERE ${condition} AND ${fingerprint} = key.fingerprint) IS NOT NULL OR
      (SELECT min(${id}) FROM ${table} WHERE ${condition} AND ${fingerprint} IS NULL AND ${id} = key.key_id) IS NOT NULL`;

export const compareKeys = {
  name: 'compare-encryption-keys',
  text: `
    SELECT key.ring, key.key_id AS "keyId", key.fingerprint,
           (key.ring, key.fingerprint) NOT IN (SELECT * FROM unnest($1::text[], $2::bytea[])) AND CASE key.ring
             WHEN 'NOTE_ENCRYPTION_KEYS' THEN
      ${isStored('note_payload AS stored', ['stored.key_id', 'stored.key_fingerprint'], 'stored.key_id IS NOT NULL')} OR
      ${isStored('note AS stored', ['stored.label_key_id', 'stored.label_key_fingerprint'], 'stored.label IS NOT NULL')}
             ELSE ${isStored(MAILS, ['stored.key_id', 'stored.fingerprint'], 'true')} END AS "isNeeded"
      FROM encryption_key AS key`,
};

/** Data of an earlier version, under a key of which only the id is known. */
export const findEarlierData = {
  name: 'find-data-without-fingerprint',
  text: `
    SELECT context, data FROM ${STORED}
     WHERE stored.ring = $1::text AND stored.fingerprint IS NULL AND stored.key_id = $2::text LIMIT $3::int`,
};

export const findUnknownKey = {
  name: 'find-unknown-encryption-key',
  text: `
    SELECT stored.key_id AS "keyId" FROM ${STORED}
     WHERE stored.ring = $1::text AND stored.fingerprint IS NULL AND stored.key_id <> ALL ($2::text[]) LIMIT 1`,
};

export const recordKey = {
  name: 'record-encryption-key',
  text: `INSERT INTO encryption_key (ring, key_id, fingerprint) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
};
