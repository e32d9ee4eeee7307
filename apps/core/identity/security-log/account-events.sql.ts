import { FAILED_ATTEMPTS } from './account-event.js';

const ATTEMPTS = `(${FAILED_ATTEMPTS.map((kind) => `'${kind}'`).join(', ')})`;
const MAX_ATTEMPTS = 100;
const MAX_EVENTS = 300;

export const insertEvent = {
  name: 'insert-account-event',
  text: `
    INSERT INTO account_event (id, user_id, kind, browser, network, detail)
    SELECT $1::uuid, id, $3, $4, $5, $6 FROM user_account WHERE id = $2::uuid RETURNING id`,
};

export const repeatEvent = {
  name: 'repeat-account-event',
  text: `
    UPDATE account_event SET occurrences = occurrences + 1 WHERE id = (
      SELECT id FROM account_event
       WHERE user_id = $1::uuid AND created_at > clock_timestamp() - interval '10 minutes'
         AND kind = $2 AND browser = $3 AND network = $4 AND detail IS NOT DISTINCT FROM $5 LIMIT 1)
    RETURNING id`,
};

export const pruneEvents = {
  name: 'prune-account-events',
  text: `
    DELETE FROM account_event WHERE id IN (
      SELECT id FROM (
        SELECT id, row_number() OVER (PARTITION BY kind IN ${ATTEMPTS} ORDER BY created_at DESC, id DESC) AS place,
               CASE WHEN kind IN ${ATTEMPTS} THEN ${MAX_ATTEMPTS} ELSE ${MAX_EVENTS} END AS capacity
          FROM account_event WHERE user_id = $1::uuid) AS placed
       WHERE place > capacity)
    RETURNING id`,
};

export const listEvents = {
  name: 'list-account-events',
  text: `
    SELECT id, kind, created_at AS "createdAt", occurrences, browser, network, detail FROM account_event
     WHERE user_id = $1::uuid AND (created_at, id) < ($2::timestamptz, $3::uuid)
     ORDER BY created_at DESC, id DESC LIMIT $4`,
};

/** The index needs the stable statement_timestamp(). */
export const sweepEvents = {
  name: 'sweep-account-events',
  text: `DELETE FROM account_event WHERE created_at < statement_timestamp() - interval '90 days' RETURNING id`,
};
