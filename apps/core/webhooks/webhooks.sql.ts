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
