import { BECOMES_TOMBSTONE } from '../../note-tombstones.sql.js';
import { erasePayload, NOT_EXPIRED } from '../notes.sql.js';

/** A tombstone without a slug gave it to a newer note of the same author. */
const BY_RECEIPT = 'receipt_hash = $2 AND (slug = $1 OR slug IS NULL)';

const STATUS = `
  expires_at AS "expiresAt", read_at AS "readAt", deleted_at AS "deletedAt", NOT ${NOT_EXPIRED} AS expired,
  keep_before_expiration AS reusable, reads, last_read_at AS "lastReadAt"`;

export const findByReceipt = {
  name: 'find-by-receipt',
  text: `SELECT ${STATUS} FROM note WHERE ${BY_RECEIPT}`,
};

export const findByReceipts = {
  name: 'find-by-receipts',
  text: `
    SELECT held.position::int, ${STATUS}
      FROM unnest($1::text[], $2::bytea[]) WITH ORDINALITY AS held (slug, receipt_hash, position)
      JOIN note ON note.receipt_hash = held.receipt_hash AND (note.slug = held.slug OR note.slug IS NULL)`,
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
