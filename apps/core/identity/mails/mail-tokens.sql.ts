const NOW = 'clock_timestamp()';

export const insertMailToken = {
  name: 'insert-mail-token',
  text: `
    INSERT INTO mail_token (hash, purpose, user_id, email, expires_at)
    VALUES ($1::bytea, $2, $3::uuid, $4, ${NOW} + make_interval(secs => $5::float8))
    RETURNING expires_at AS "expiresAt"`,
};

/** Matches no row for a decoy, whose user is NULL, and takes as long. */
export const revokeMailTokens = {
  name: 'revoke-mail-tokens',
  text: `DELETE FROM mail_token WHERE user_id = $1::uuid AND purpose = $2 AND used_at IS NULL`,
};

export const redeemMailToken = {
  name: 'redeem-mail-token',
  text: `
    UPDATE mail_token SET used_at = ${NOW}
     WHERE hash = $1::bytea AND purpose = $2 AND user_id IS NOT NULL AND used_at IS NULL AND expires_at > ${NOW}
    RETURNING user_id AS "userId", email`,
};

export const explainMailToken = {
  name: 'explain-mail-token',
  text: `
    SELECT used_at IS NOT NULL AS used FROM mail_token
     WHERE hash = $1::bytea AND purpose = $2 AND user_id IS NOT NULL`,
};

/** Decoys go when they expire. The index needs the stable statement_timestamp(). */
export const sweepMailTokens = {
  name: 'sweep-mail-tokens',
  text: `
    DELETE FROM mail_token
     WHERE expires_at < statement_timestamp() - interval '30 days'
        OR (user_id IS NULL AND expires_at < statement_timestamp())`,
};
