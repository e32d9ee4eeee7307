/** A reference in an outbox payload: key id, then a fingerprint unless an earlier version wrote it. */
const REFERENCE = `split_part(encode(payload, 'escape'), ':', 1)`;

const WITH_FINGERPRINT = `${REFERENCE} ~ '^[A-Za-z0-9_-]+[.][0-9a-f]{32}$'`;

export const MAILS = `(
    SELECT id, split_part(${REFERENCE}, '.', 1) AS key_id,
           CASE WHEN ${WITH_FINGERPRINT} THEN decode(split_part(${REFERENCE}, '.', 2), 'hex') END AS fingerprint,
           substring(payload FROM position(':'::bytea IN payload) + 1) AS data
      FROM outbox WHERE payload IS NOT NULL AND (next_at IS NOT NULL OR dead_reason IS NOT NULL)
  ) AS stored`;

interface EncryptedColumn {
  ring: 'NOTE_ENCRYPTION_KEYS' | 'MAIL_ENCRYPTION_KEYS';
  table: string;
  /** Additional data of the encryption. */
  context: string;
  keyId: string;
  fingerprint: string;
  data: string;
  condition: string;
}

/** Everything under a key that a process may still have to decrypt. */
export const ENCRYPTED = {
  notes: {
    ring: 'NOTE_ENCRYPTION_KEYS',
    table: 'note_payload',
    context: 'note_id::text',
    keyId: 'key_id',
    fingerprint: 'key_fingerprint',
    data: 'content',
    condition: 'key_id IS NOT NULL',
  },
  labels: {
    ring: 'NOTE_ENCRYPTION_KEYS',
    table: 'note',
    context: `id || '/label'`,
    keyId: 'label_key_id',
    fingerprint: 'label_key_fingerprint',
    data: 'label',
    condition: 'label IS NOT NULL',
  },
  mails: {
    ring: 'MAIL_ENCRYPTION_KEYS',
    table: MAILS,
    context: 'id::text',
    keyId: 'key_id',
    fingerprint: 'fingerprint',
    data: 'data',
    condition: 'true',
  },
  webhooks: {
    ring: 'NOTE_ENCRYPTION_KEYS',
    table: 'webhook',
    context: `id || '/webhook'`,
    keyId: 'key_id',
    fingerprint: 'key_fingerprint',
    data: 'secrets',
    condition: `secrets <> ''`,
  },
} satisfies Record<string, EncryptedColumn>;

const COLUMNS: readonly EncryptedColumn[] = Object.values(ENCRYPTED);

const STORED = `(${COLUMNS.map(
  ({ ring, table, context, keyId, fingerprint, data, condition }) => `
    SELECT '${ring}' AS ring, ${context} AS context, ${keyId} AS key_id, ${fingerprint} AS fingerprint, ${data} AS data
      FROM ${table} WHERE ${condition}`,
).join(' UNION ALL ')}) AS stored`;

/** Two searches of an index: EXISTS reads the whole table for a key that no row has, and so does an OR of both. */
const isStored = ({ table, keyId, fingerprint, condition }: EncryptedColumn) => `
      (SELECT min(${keyId}) FROM ${table} WHERE ${condition} AND ${fingerprint} = key.fingerprint) IS NOT NULL OR
      (SELECT min(${keyId}) FROM ${table} WHERE ${condition} AND ${fingerprint} IS NULL AND ${keyId} = key.key_id) IS NOT NULL`;

const isStoredIn = (wanted: EncryptedColumn['ring']) =>
  COLUMNS.filter(({ ring }) => ring === wanted)
    .map(isStored)
    .join(' OR ');

export const compareKeys = {
  name: 'compare-encryption-keys',
  text: `
    SELECT key.ring, key.key_id AS "keyId", key.fingerprint,
           (key.ring, key.fingerprint) NOT IN (SELECT * FROM unnest($1::text[], $2::bytea[])) AND CASE key.ring
             WHEN 'NOTE_ENCRYPTION_KEYS' THEN ${isStoredIn('NOTE_ENCRYPTION_KEYS')}
             ELSE ${isStoredIn('MAIL_ENCRYPTION_KEYS')} END AS "isNeeded"
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
