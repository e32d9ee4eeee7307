const NOW = 'clock_timestamp()';

/** One of several concurrent sign-ups inserts. */
export const insertAccount = {
  name: 'insert-account',
  text: `
    INSERT INTO user_account (id, email, email_key, password_hash) VALUES ($1::uuid, $2, $3, $4)
    ON CONFLICT DO NOTHING RETURNING id`,
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

/** A conditional update: a unique violation would abort the transaction. */
export const setEmail = {
  name: 'set-account-email',
  text: `
    UPDATE user_account SET email = $2, email_key = $3 WHERE id = $1::uuid
       AND NOT EXISTS (SELECT FROM user_account WHERE email_key = $3 AND id <> $1::uuid) RETURNING id`,
};
