const NOW = 'clock_timestamp()';

const sha256Of = (text: string) => `sha256(convert_to(${text}, 'UTF8'))`;

/** While a change can be undone, no other account gets the address before it. */
export const isReserved = (emailKey: string) => `EXISTS (
  SELECT FROM user_account AS moved JOIN mail_token ON user_id = moved.id
   WHERE moved.previous_email_hash = ${sha256Of(emailKey)} AND purpose = 'stop_change' AND used_at IS NULL AND expires_at > ${NOW})`;

/** Before an address is confirmed, its latest sign-up counts: it replaces an earlier one, whose links are void. */
export const insertPendingAccount = {
  name: 'insert-pending-account',
  text: `
    INSERT INTO user_account AS pending (id, email, email_key, password_hash, password_set_at)
    SELECT $1::uuid, $2, $3, $4, ${NOW} WHERE NOT ${isReserved('$3')}
    ON CONFLICT (email_key) DO UPDATE SET email = EXCLUDED.email, created_at = ${NOW}, epoch = pending.epoch + 1,
      password_hash = EXCLUDED.password_hash, password_set_at = EXCLUDED.password_set_at
    WHERE pending.activated_at IS NULL
    RETURNING id, epoch, epoch = 0 AS "isNew"`,
};

export const deletePendingAccount = {
  name: 'delete-pending-account',
  text: `DELETE FROM user_account WHERE email_key = $1 AND activated_at IS NULL AND id <> $2::uuid RETURNING id`,
};

export const sweepPendingAccounts = {
  name: 'sweep-pending-accounts',
  text: `
    WITH expired AS (
      SELECT id FROM user_account
       WHERE activated_at IS NULL AND created_at < statement_timestamp()
         AND NOT EXISTS (SELECT FROM mail_token WHERE user_id = user_account.id AND used_at IS NULL
                            AND expires_at > statement_timestamp())
       ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED),
    detached AS (
      UPDATE mail_token SET user_id = NULL, used_at = COALESCE(used_at, expires_at) FROM expired
       WHERE user_id = expired.id RETURNING 1)
    SELECT id, (SELECT count(*)::int FROM detached) AS links FROM expired`,
};

export const deleteAccounts = {
  name: 'delete-accounts',
  text: `DELETE FROM user_account WHERE id = ANY($1::uuid[]) RETURNING id`,
};

/** Activates an account once, at PostgreSQL's time. */
export const activateAccount = {
  name: 'activate-account',
  text: `
    UPDATE user_account SET activated_at = ${NOW}, email_confirmed_at = ${NOW}
     WHERE id = $1::uuid AND activated_at IS NULL RETURNING id`,
};

/** The password and the links of a sign-up are worth nothing to the verified owner of the address. */
export const takeOverPendingAccount = {
  name: 'take-over-pending-account',
  text: `
    WITH taken AS (
      UPDATE user_account SET activated_at = ${NOW}, password_hash = NULL, password_set_at = NULL, epoch = epoch + 1
       WHERE id = $1::uuid AND activated_at IS NULL RETURNING id),
    links AS (DELETE FROM mail_token USING taken WHERE user_id = taken.id)
    SELECT id FROM taken`,
};

export const confirmEmail = {
  name: 'confirm-account-email',
  text: `UPDATE user_account SET email_confirmed_at = ${NOW} WHERE id = $1::uuid RETURNING id`,
};

/** A note that is being created waits for the account, or is erased with it. */
export const lockAccount = {
  name: 'lock-account',
  text: 'SELECT id FROM user_account WHERE id = $1::uuid FOR UPDATE',
};

export const lockAccountOfEpoch = {
  name: 'lock-account-of-epoch',
  text: 'SELECT id FROM user_account WHERE id = $1::uuid AND epoch = $2 FOR UPDATE',
};

const IS_FREE = `NOT EXISTS (SELECT FROM user_account WHERE email_key = $3 AND id <> $1::uuid)`;

/** A new epoch also voids sign-ins under way. */
export const setBlocked = {
  name: 'set-account-blocked',
  text: `
    UPDATE user_account SET epoch = epoch + 1, blocked_at = CASE WHEN $2::boolean THEN COALESCE(blocked_at, ${NOW}) END
     WHERE id = $1::uuid RETURNING id`,
};

export const setPassword = {
  name: 'set-account-password',
  text: `UPDATE user_account SET password_hash = $2, password_set_at = ${NOW} WHERE id = $1::uuid RETURNING email`,
};

/** A conditional update: a unique violation would abort the transaction. */
export const changeEmail = {
  name: 'change-account-email',
  text: `
    UPDATE user_account SET email = $2, email_key = $3, email_changed_at = ${NOW}, previous_email_hash = ${sha256Of('email_key')}
     WHERE id = $1::uuid AND ${IS_FREE} AND NOT ${isReserved('$3')} RETURNING id`,
};

/** A password that was set since the change is not the owner's. */
export const undoEmailChange = {
  name: 'undo-account-email-change',
  text: `
    WITH changed AS (
      SELECT id, email_changed_at, password_set_at > email_changed_at AS has_other_password
        FROM user_account WHERE id = $1::uuid)
    UPDATE user_account SET email = $2, email_key = $3, email_changed_at = NULL, previous_email_hash = NULL,
           password_hash = CASE WHEN has_other_password THEN NULL ELSE password_hash END
      FROM changed WHERE user_account.id = changed.id AND ${IS_FREE}
    RETURNING changed.email_changed_at AS "changedAt"`,
};
