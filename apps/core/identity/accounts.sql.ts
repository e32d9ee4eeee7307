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
  text: `UPDATE user_account SET activated_at = ${NOW} WHERE id = $1::uuid AND activated_at IS NULL RETURNING id`,
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
