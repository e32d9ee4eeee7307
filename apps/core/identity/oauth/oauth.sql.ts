import { isReserved } from '../accounts.sql.js';

export const lockIdentity = {
  name: 'lock-identity',
  text: `SELECT 1 AS locked FROM pg_advisory_xact_lock(hashtextextended($1, 0))`,
};

export const insertActivatedAccount = {
  name: 'insert-activated-account',
  text: `
    INSERT INTO user_account (id, email, email_key, activated_at)
    SELECT $1::uuid, $2, $3, clock_timestamp() WHERE NOT ${isReserved('$3')}
    ON CONFLICT DO NOTHING RETURNING id`,
};

export const recordIdentityUse = {
  name: 'record-identity-use',
  text: `UPDATE user_identity SET last_used_at = clock_timestamp() WHERE provider = $1 AND subject = $2`,
};

export const findAndLockAccount = {
  name: 'find-and-lock-account',
  text: `SELECT id, email, epoch, blocked_at AS "blockedAt" FROM user_account WHERE email_key = $1 FOR UPDATE`,
};
