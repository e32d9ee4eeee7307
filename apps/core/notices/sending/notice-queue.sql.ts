const NOW = 'clock_timestamp()';
/** Collects what happens after a mail in the next one. */
const WINDOW = "interval '5 minutes'";
const MAX_NOTICES = 10_000;

export const findDueRecipients = {
  name: 'find-due-notice-recipients',
  text: `
    SELECT recipient.id FROM notice_recipient AS recipient
      JOIN (SELECT DISTINCT recipient_id FROM note_notice WHERE happened_at <= statement_timestamp()) AS notice
        ON recipient_id = recipient.id
     WHERE mailed_at IS NULL OR mailed_at <= ${NOW} - ${WINDOW} LIMIT $1`,
};

/** Locks the recipient, so that one process mails it; the email is null if its account cannot receive notices. */
export const claimRecipient = {
  name: 'claim-notice-recipient',
  text: `
    WITH claimed AS (
      SELECT id, user_id, email FROM notice_recipient
       WHERE id = $1::uuid AND (mailed_at IS NULL OR mailed_at <= ${NOW} - ${WINDOW})
         FOR NO KEY UPDATE SKIP LOCKED)
    SELECT COALESCE(claimed.email, account.email) AS email
      FROM claimed LEFT JOIN user_account AS account
        ON account.id = user_id AND activated_at IS NOT NULL AND blocked_at IS NULL`,
};

export const takeNotices = {
  name: 'take-notices',
  text: `
    DELETE FROM note_notice WHERE note_id IN (
      SELECT note_id FROM note_notice WHERE recipient_id = $1::uuid AND happened_at <= statement_timestamp()
       ORDER BY happened_at LIMIT ${MAX_NOTICES})
    RETURNING kind, note_created_at AS "createdAt", happened_at AS "happenedAt"`,
};

export const markMailed = {
  name: 'mark-notice-recipient-mailed',
  text: `UPDATE notice_recipient SET mailed_at = ${NOW} WHERE id = $1::uuid`,
};
