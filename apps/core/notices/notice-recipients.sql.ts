const NOW = 'clock_timestamp()';
/** Links to one address that wait to be opened, from all clients. */
const MAX_OPEN_LINKS = 3;

/** $3: email in lower case. Returns no row if the address has enough links. */
export const insertNoticeAddress = {
  name: 'insert-notice-address',
  text: `
    INSERT INTO notice_recipient (id, email, email_key, key_hash, confirm_hash, expires_at)
    SELECT $1::uuid, $2, $3, $4::bytea, $5::bytea, ${NOW} + make_interval(secs => $6::float8)
     WHERE (SELECT count(*) FROM notice_recipient
             WHERE email_key = $3 AND confirmed_at IS NULL AND expires_at > ${NOW}) < ${MAX_OPEN_LINKS}
    RETURNING expires_at AS "expiresAt"`,
};

/** May be repeated: programs open links too, and readers open them twice. */
export const confirmNoticeAddress = {
  name: 'confirm-notice-address',
  text: `
    UPDATE notice_recipient
       SET expires_at = CASE WHEN confirmed_at IS NULL THEN ${NOW} + interval '1 year' ELSE expires_at END,
           confirmed_at = COALESCE(confirmed_at, ${NOW})
     WHERE confirm_hash = $1::bytea AND expires_at > ${NOW} RETURNING id`,
};

export const findNoticeAddress = {
  name: 'find-notice-address',
  text: `
    SELECT id, confirmed_at IS NOT NULL AS "isConfirmed" FROM notice_recipient
     WHERE key_hash = $1::bytea AND expires_at > ${NOW}`,
};

export const ensureAccountRecipient = {
  name: 'ensure-notice-recipient',
  text: `
    INSERT INTO notice_recipient (id, user_id) SELECT $1::uuid, id FROM user_account WHERE id = $2::uuid
    ON CONFLICT (user_id) DO NOTHING RETURNING id`,
};

/** Ends what was requested until now, for an address in all browsers. The account keeps its row. */
export const stopNotices = {
  name: 'stop-notices',
  text: `
    WITH stopped AS (SELECT id, user_id, email_key FROM notice_recipient WHERE id = $1::uuid),
    forgotten AS (DELETE FROM note_notice USING stopped WHERE recipient_id = stopped.id),
    account AS (UPDATE notice_recipient SET is_default = false FROM stopped
                 WHERE notice_recipient.id = stopped.id AND stopped.user_id IS NOT NULL)
    DELETE FROM notice_recipient USING stopped WHERE notice_recipient.email_key = stopped.email_key
    RETURNING notice_recipient.id`,
};

/** Keeps an address until its last notice is mailed. The index needs the stable statement_timestamp(). */
export const sweepNoticeAddresses = {
  name: 'sweep-notice-addresses',
  text: `
    DELETE FROM notice_recipient
     WHERE expires_at < statement_timestamp()
       AND NOT EXISTS (SELECT FROM note_notice WHERE recipient_id = notice_recipient.id) RETURNING id`,
};
