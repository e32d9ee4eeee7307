import { BECOMES_TOMBSTONE } from '../../note-tombstones.sql.js';
import { erasePayload, NOT_EXPIRED } from '../notes.sql.js';

/** A tombstone without a slug gave it to a newer note of the same author. */
const BY_RECEIPT = 'receipt_hash = $2 AND (slug = $1 OR slug IS NULL)';

export const findByReceipt = {
  name: 'find-by-receipt',
  text: `
    SELECT expires_at AS "expiresAt", read_at AS "readAt", deleted_at AS "deletedAt", NOT ${NOT_EXPIRED} AS expired,
           keep_before_expiration AS reusable, reads, last_read_at AS "lastReadAt"
      FROM note WHERE ${BY_RECEIPT}`,
};

/**
 * Atomic decision: of a deletion and a read at the same instant one gets the content. Repeating a deletion changes
 * nothing, so that it does not prolong the reservation of the slug.
 */
export const deleteByReceipt = {
  name: 'delete-by-receipt',
  text: `
    WITH deleted AS (UPDATE note SET ${BECOMES_TOMBSTONE} WHERE ${BY_RECEIPT} AND deleted_at IS NULL RETURNING id),
    erased AS (${erasePayload('deleted')} RETURNING note_id)
    SELECT EXISTS (SELECT FROM erased) AS erased FROM note WHERE ${BY_RECEIPT}`,
};
