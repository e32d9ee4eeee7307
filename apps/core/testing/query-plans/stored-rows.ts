import type pg from 'pg';

/** Notes per unread one; the others are tombstones. */
export const NOTES_FOR_EACH_UNREAD = 10;
/** Approximate size of a sealed note of a few lines. */
export const CONTENT_BYTES = 1_024;
const NOTES_FOR_EACH_ACCOUNT = 50;
const SECRET = `sha256('a secret that all of them share')`;

/** Half have an author, one in ten its content; a third of the unread never expires. */
const NOTES = `
  INSERT INTO note (id, slug, sealed, has_password, access_hash, keep_before_expiration, created_at, expires_at, read_at,
                    read_key_hash, lease_until, receipt_hash, sweep_at, author_id)
  SELECT id, left(encode(sha256(id::text::bytea), 'hex'), 22), true, false, ${SECRET}, false, made_at,
         CASE WHEN n % 30 <> 0 THEN made_at + interval '40 days' END,
         CASE WHEN is_read THEN made_at + interval '1 hour' END,
         CASE WHEN is_read THEN ${SECRET} END, CASE WHEN is_read THEN made_at + interval '61 minutes' END,
         sha256(('receipt of ' || id)::bytea),
         CASE WHEN is_read OR n % 30 <> 0 THEN made_at + interval '31 days' END, author_id
    FROM (SELECT n, gen_random_uuid() AS id, n % ${NOTES_FOR_EACH_UNREAD} <> 0 AS is_read,
                 now() - random() * interval '29 days' AS made_at FROM generate_series(1, $1::int) AS n) AS made
    LEFT JOIN (SELECT id AS author_id, row_number() OVER () AS place FROM user_account) AS account
      ON n % 2 = 0 AND place = 1 + (n / 2) % $2::int`;
const PAYLOADS = `
  INSERT INTO note_payload (note_id, content, author_id)
  SELECT id, decode(repeat(md5(id::text), ${CONTENT_BYTES / 16}), 'hex'), author_id FROM note WHERE read_at IS NULL`;
const LEASES = `
  INSERT INTO note_lease (due_at, note_id)
  SELECT now() + n * interval '1 ms', id
    FROM (SELECT id, row_number() OVER () - 22500 AS n FROM note WHERE read_at IS NOT NULL) AS read`;
const ACCOUNTS = `
  INSERT INTO user_account (id, email, email_key, activated_at)
  SELECT gen_random_uuid(), n || '@example.com', n || '@example.com', now() FROM generate_series(1, $1::int) AS n`;
/** Five sessions per account, three of them ended. */
const SESSIONS = `
  INSERT INTO session (id, user_id, expires_at, ended_at, browser, network)
  SELECT gen_random_uuid(), id, now() + random() * interval '30 days',
         CASE WHEN n <= 3 THEN now() END, 'Firefox', '192.0.' || n || '.0/24'
    FROM user_account, generate_series(1, 5) AS n`;
const API_KEYS = `
  INSERT INTO api_key (id, hash, user_id, name, scopes)
  SELECT id || ' ' || n, sha256((id || ' key ' || n)::bytea), id, 'job', '{notes:create}'
    FROM user_account, generate_series(1, 5) AS n`;
/** Two per account, most of whose deliveries are closed. */
const WEBHOOKS = `
  INSERT INTO webhook (id, user_id, url, events, description, secrets, key_id, key_fingerprint)
  SELECT gen_random_uuid(), id, 'https://example.com', '{account.*}', '', ${SECRET}, 'k1', ${SECRET}
    FROM user_account, generate_series(1, 2) AS n`;
const SEQUENCES = `
  INSERT INTO note_sequence (note_id, user_id) SELECT id, author_id FROM note WHERE author_id IS NOT NULL`;
const RECIPIENTS = `
  INSERT INTO notice_recipient (id, user_id, email, email_key, key_hash, confirm_hash, confirmed_at, expires_at)
  SELECT gen_random_uuid(), CASE WHEN n = 1 THEN id END, CASE WHEN n = 2 THEN email END, CASE WHEN n = 2 THEN email END,
         CASE WHEN n = 2 THEN sha256((id || ' key')::bytea) END, CASE WHEN n = 2 THEN sha256((id || ' link')::bytea) END,
         CASE WHEN n = 2 THEN now() END, CASE WHEN n = 2 THEN now() + interval '1 year' END
    FROM user_account, generate_series(1, 2) AS n`;
const NOTICES = `
  INSERT INTO note_notice (note_id, recipient_id)
  SELECT note.id, notice_recipient.id FROM note JOIN notice_recipient ON user_id = author_id`;
const DELIVERIES = `
  INSERT INTO webhook_delivery (id, webhook_id, event_id, type, payload, next_at, closed_at)
  SELECT gen_random_uuid(), id, gen_random_uuid(), 'note.read', '{}', CASE WHEN n = 1 THEN now() + interval '1 hour' END,
         CASE WHEN n > 1 THEN now() END
    FROM webhook, generate_series(1, 10) AS n`;
const REFRESH_TOKENS = `
  INSERT INTO refresh_token (hash, session_id, used_at, successor)
  SELECT sha256((id || ' ' || n)::bytea), id, CASE WHEN n < 4 THEN now() END, CASE WHEN n < 4 THEN ${SECRET} END
    FROM session, generate_series(1, 4) AS n`;
const MAIL_TOKENS = `
  INSERT INTO mail_token (hash, purpose, user_id, expires_at, used_at)
  SELECT sha256((id || ' ' || n)::bytea), 'reset', id, now() - random() * interval '29 days', now()
    FROM user_account, generate_series(1, 10) AS n`;
/** Two in the last day for each account, none of them expired. */
const DECOY_TOKENS = `
  INSERT INTO mail_token (hash, purpose, expires_at)
  SELECT sha256((id || ' decoy ' || n)::bytea), 'verify', now() + random() * interval '1 day'
    FROM user_account, generate_series(1, 2) AS n`;
const SIGN_IN_FAILURES = `
  INSERT INTO sign_in_failure (key, failures, last_failed_at)
  SELECT sha256((id || ' ' || n)::bytea), 1, now() - random() * interval '23 hours' FROM user_account, generate_series(1, 10) AS n`;
const ACCOUNT_EVENTS = `
  INSERT INTO account_event (id, user_id, kind, created_at, browser, network)
  SELECT gen_random_uuid(), id, CASE WHEN n % 2 = 0 THEN 'sign_in' ELSE 'sign_in_failed' END,
         now() - random() * interval '89 days', 'Firefox', '192.0.2.x'
    FROM user_account, generate_series(1, 10) AS n`;
/** A hundredth is dead and keeps its payload, a thousandth waits; all others are past their deadline. */
const OUTBOX = `
  INSERT INTO outbox (id, subject, payload, created_at, deadline, next_at, publishings, dead_reason, closed_at)
  SELECT gen_random_uuid(), 'mailer.send', CASE WHEN is_dead OR is_open THEN ${SECRET} END, made_at,
         CASE WHEN is_dead OR is_open THEN now() + interval '1 day' ELSE made_at END,
         CASE WHEN is_open THEN now() + interval '5 minutes' END, 1,
         CASE WHEN is_dead THEN 'smtp 5.1.1' END, CASE WHEN NOT is_open THEN made_at END
    FROM (SELECT n % 100 = 0 AS is_dead, n % 1000 = 1 AS is_open, now() - random() * interval '6 days' AS made_at
            FROM generate_series(1, $1::int) AS n) AS made`;
const TABLES =
  'note, note_payload, note_lease, user_account, account_event, api_key, webhook, webhook_delivery, note_sequence, notice_recipient, note_notice, session, refresh_token, mail_token, sign_in_failure, outbox';

/** Fills the tables as 30 days of use leave them, and lets PostgreSQL count the rows. */
export async function storeRows(client: pg.Client, notes: number): Promise<void> {
  const accounts = Math.ceil(notes / NOTES_FOR_EACH_ACCOUNT);
  await client.query(ACCOUNTS, [accounts]);
  await client.query(NOTES, [notes, accounts]);
  for (const statement of [
    PAYLOADS,
    LEASES,
    SESSIONS,
    API_KEYS,
    WEBHOOKS,
    DELIVERIES,
    SEQUENCES,
    RECIPIENTS,
    NOTICES,
    REFRESH_TOKENS,
    MAIL_TOKENS,
    DECOY_TOKENS,
    SIGN_IN_FAILURES,
    ACCOUNT_EVENTS,
  ]) {
    await client.query(statement);
  }
  await client.query(OUTBOX, [Math.ceil(notes / 10)]);
  await client.query(`VACUUM ANALYZE ${TABLES}`);
  // A vacuum during a test would keep versions of rows from being pruned, and so updates from being HOT.
  await client.query('ALTER TABLE note SET (autovacuum_enabled = false)');
}
