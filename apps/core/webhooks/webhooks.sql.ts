const NOW = 'clock_timestamp()';

/** A delivery that nothing but its owner's request causes. */
export const insertDelivery = {
  name: 'insert-webhook-delivery',
  text: `
    INSERT INTO webhook_delivery (id, webhook_id, event_id, type, payload, next_at)
    SELECT $1::uuid, id, $3::uuid, $4, $5, ${NOW} FROM webhook WHERE id = $2::uuid RETURNING id`,
};

/** Keeps the id of the event, so that a receiver recognises it. */
export const replayDelivery = {
  name: 'replay-webhook-delivery',
  text: `
    UPDATE webhook_delivery SET next_at = ${NOW}, closed_at = NULL, attempts = 0, status = NULL, error = NULL
     WHERE id = $1::uuid AND webhook_id = $2::uuid AND closed_at IS NOT NULL RETURNING id`,
};

export const findUnderKeys = {
  name: 'find-webhooks-under-keys',
  text: `
    SELECT id, secrets, key_id AS "keyId", key_fingerprint AS "keyFingerprint" FROM webhook
     WHERE key_fingerprint = ANY ($1::bytea[]) AND id > $2::uuid ORDER BY id LIMIT $3`,
};

export const replaceSecrets = {
  name: 'replace-webhook-secrets',
  text: `
    UPDATE webhook SET secrets = $3, key_id = $4, key_fingerprint = $5
     WHERE id = $1::uuid AND secrets = $2::bytea RETURNING id`,
};
