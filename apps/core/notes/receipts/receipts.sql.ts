import { erasePayload, NOT_EXPIRED, NOW, TOMBSTONE_EXPIRES_AT } from '../notes.sql.js';

/** The tombstone of a deleted note has no slug. */
const BY_RECEIPT = 'receipt_hash = $2 AND (slug = $1 OR slug IS NULL)';

/** Reads the expiry by PostgreSQL's clock. */
export const findByReceipt = {
  name: 'find-by-receipt',
  text: `
    SELECT expires_at AS "expiresAt", read_at AS "readAt", deleted_at AS "deletedAt", NOT ${NOT_EXPIRED} AS expired
      FROM note WHERE ${BY_RECEIPT}`,
};

/** Atomic decision: of a deletion and a read at the same instant one gets the content. */
export const deleteByReceipt = {
  name: 'delete-by-receipt',
  text: `
    WITH deleted AS (
      UPDATE note SET slug = NULL, deleted_at = COALESCE(deleted_at, ${NOW}), sweep_at = ${TOMBSTONE_EXPIRES_AT}
       WHERE ${BY_RECEIPT} RETURNING id),
    erased AS (${erasePayload('deleted')} RETURNING note_id)
    SELECT EXISTS (SELECT FROM erased) AS erased FROM deleted`,
};
