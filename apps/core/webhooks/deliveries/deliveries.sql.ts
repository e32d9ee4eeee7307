const NOW = 'clock_timestamp()';
/** Exceeds the time of a batch; after it any process may claim the delivery again. */
const CLAIM_SECONDS = 60;
const KEPT_DELIVERIES = 100;

/** Counts the attempt before it starts, so that a process that dies repeats none without limit. */
export const claimDeliveries = {
  name: 'claim-webhook-deliveries',
  text: `
    UPDATE webhook_delivery AS due SET next_at = ${NOW} + interval '${CLAIM_SECONDS} s', attempts = due.attempts + 1
      FROM webhook
     WHERE webhook.id = due.webhook_id AND due.id IN (
       SELECT id FROM webhook_delivery WHERE next_at <= statement_timestamp()
        ORDER BY next_at LIMIT $1 FOR UPDATE SKIP LOCKED)
    RETURNING due.id, webhook_id AS "webhookId", event_id AS "eventId", payload, attempts, url, secrets,
              key_id AS "keyId", key_fingerprint AS "keyFingerprint"`,
};

const CLAIMED = 'id = $1::uuid AND attempts = $2 AND closed_at IS NULL';

/** $4: reason of the failure, or null. */
export const closeDelivery = {
  name: 'close-webhook-delivery',
  text: `
    UPDATE webhook_delivery SET next_at = NULL, closed_at = ${NOW}, status = $3, error = $4
     WHERE ${CLAIMED} RETURNING id`,
};

export const retryDelivery = {
  name: 'retry-webhook-delivery',
  text: `
    UPDATE webhook_delivery SET next_at = ${NOW} + make_interval(secs => $5::float8), status = $3, error = $4
     WHERE ${CLAIMED} RETURNING id`,
};

/** Takes the attempt back, since nothing was sent. A delivery that waited for a day is dead. */
export const postponeDelivery = {
  name: 'postpone-webhook-delivery',
  text: `
    UPDATE webhook_delivery SET attempts = attempts - 1,
           closed_at = CASE WHEN created_at < ${NOW} - interval '1 day' THEN ${NOW} END,
           error = CASE WHEN created_at < ${NOW} - interval '1 day' THEN 'unreachable' ELSE error END,
           next_at = CASE WHEN created_at >= ${NOW} - interval '1 day' THEN ${NOW} + make_interval(secs => $3::float8) END
     WHERE ${CLAIMED} RETURNING closed_at IS NOT NULL AS "isDead"`,
};

/** Keeps the latest of an endpoint, and all that are due. */
export const pruneDeliveries = {
  name: 'prune-webhook-deliveries',
  text: `
    DELETE FROM webhook_delivery WHERE closed_at IS NOT NULL AND id IN (
      SELECT id FROM webhook_delivery WHERE webhook_id = $1::uuid
       ORDER BY created_at DESC, id DESC OFFSET ${KEPT_DELIVERIES})
    RETURNING id`,
};

export const disableEndpoint = {
  name: 'disable-webhook',
  text: `
    WITH disabled AS (UPDATE webhook SET disabled_at = ${NOW} WHERE id = $1::uuid AND disabled_at IS NULL RETURNING id)
    UPDATE webhook_delivery SET next_at = NULL, closed_at = ${NOW}, error = 'disabled' FROM disabled
     WHERE webhook_id = disabled.id AND next_at IS NOT NULL RETURNING webhook_delivery.id`,
};
