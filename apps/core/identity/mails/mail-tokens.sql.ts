const NOW = 'clock_timestamp()';

/** Becomes a decoy if the account changed hands since it was read; waits for a change under way. */
export const insertMailToken = {
  name: 'insert-mail-token',
  text: `
    INSERT INTO mail_token (hash, purpose, user_id, email, expires_at, session_id)
    VALUES ($1::bytea, $2, (SELECT id FROM user_account WHERE id = $3::uuid AND epoch = $4 FOR UPDATE), $5,
            ${NOW} + make_interval(secs => $6::float8), $7::uuid)
    RETURNING expires_at AS "expiresAt"`,
};

/** Matches no row for a decoy, whose user is NULL, and takes as long. */
export const revokeEarlierMailTokens = {
  name: 'revoke-earlier-mail-tokens',
  text: `
    DELETE FROM mail_token
     WHERE user_id = $1::uuid AND purpose = $2 AND hash <> $3::bytea AND used_at IS NULL AND purpose <> 'stop_change'`,
};

export const revokeMailTokens = {
  name: 'revoke-mail-tokens',
  text: `
    DELETE FROM mail_token
     WHERE user_id = $1::uuid AND used_at IS NULL AND ($2::boolean OR purpose <> 'stop_change')`,
};

/** Locks the account first, as whatever else changes both, so that none of them deadlock. */
export const redeemMailToken = {
  name: 'redeem-mail-token',
  text: `
    WITH owner AS (
      SELECT id FROM user_account
       WHERE id = (SELECT user_id FROM mail_token WHERE hash = $1::bytea AND purpose = $2) FOR UPDATE)
    UPDATE mail_token SET used_at = ${NOW} FROM owner
     WHERE hash = $1::bytea AND purpose = $2 AND user_id = owner.id AND used_at IS NULL AND expires_at > ${NOW}
    RETURNING user_id AS "userId", email, session_id AS "sessionId"`,
};

/** Without an account and used: the link of a sign-up that expired. */
export const explainMailToken = {
  name: 'explain-mail-token',
  text: `
    SELECT used_at IS NOT NULL AND user_id IS NOT NULL AS used FROM mail_token
     WHERE hash = $1::bytea AND purpose = $2 AND (user_id IS NOT NULL OR used_at IS NOT NULL)`,
};

/** Addresses to which a confirmed change of email can still be taken back. */
export const undoEmails = {
  name: 'undo-emails',
  text: `
    SELECT DISTINCT mail_token.email FROM mail_token JOIN user_account ON user_account.id = user_id
     WHERE user_id = $1::uuid AND purpose = 'stop_change' AND used_at IS NULL AND expires_at > ${NOW}
       AND mail_token.email <> user_account.email`,
};

/** Decoys go when they expire. The index needs the stable statement_timestamp(). */
export const sweepMailTokens = {
  name: 'sweep-mail-tokens',
  text: `
    DELETE FROM mail_token
     WHERE expires_at < statement_timestamp() - interval '30 days'
        OR (user_id IS NULL AND used_at IS NULL AND expires_at < statement_timestamp())`,
};
