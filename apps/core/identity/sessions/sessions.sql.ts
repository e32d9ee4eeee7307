/** Each statement is one atomic decision by PostgreSQL's clock: processes need not agree on the time. */

const NOW = 'clock_timestamp()';
/** Also expires the session, from which the sweeper counts. */
const ENDS = `ended_at = ${NOW}, expires_at = LEAST(expires_at, ${NOW})`;
const LIVE = `session.ended_at IS NULL AND session.expires_at > ${NOW}`;

/** Time in which a client that lost the response may retry with the same token, until the successor is used. */
export const REFRESH_GRACE_SECONDS = 10;

export const insertSession = {
  name: 'insert-session',
  text: `
    WITH opened AS (
      INSERT INTO session (id, user_id, expires_at, browser, network)
      SELECT $1::uuid, id, ${NOW} + make_interval(secs => $3::float8), $4, $5 FROM user_account
       WHERE id = $2::uuid AND epoch = $7 AND blocked_at IS NULL FOR NO KEY UPDATE
      RETURNING id, user_id),
    signed_in AS (UPDATE user_account SET last_login_at = ${NOW} FROM opened WHERE user_account.id = opened.user_id)
    INSERT INTO refresh_token (hash, session_id) SELECT $6::bytea, id FROM opened RETURNING session_id`,
};

/** One atomic decision: one of several parallel calls finds the token unused and inserts its successor. */
export const rotate = {
  name: 'rotate-refresh-token',
  text: `
    WITH used AS (
      UPDATE refresh_token SET used_at = ${NOW}, successor = $4::bytea FROM session
       WHERE hash = $1::bytea AND used_at IS NULL AND session.id = session_id AND ${LIVE}
         AND session.last_used_at > ${NOW} - make_interval(secs => $2::float8)
      RETURNING session_id, session.user_id),
    next AS (INSERT INTO refresh_token (hash, session_id) SELECT $3::bytea, session_id FROM used),
    seen AS (UPDATE session SET last_used_at = ${NOW}, network = $5 FROM used WHERE id = used.session_id)
    SELECT session_id AS "sessionId", user_id AS "userId" FROM used`,
};

export const findUsed = {
  name: 'find-used-refresh-token',
  text: `
    SELECT session_id AS "sessionId", session.user_id AS "userId", session.browser, successor,
           used_at > ${NOW} - interval '${REFRESH_GRACE_SECONDS} seconds' AND NOT EXISTS (
             SELECT FROM refresh_token AS later
              WHERE later.session_id = refresh_token.session_id AND later.used_at > refresh_token.used_at
           ) AS "isWithinGrace"
      FROM refresh_token JOIN session ON session.id = session_id
     WHERE hash = $1::bytea AND used_at IS NOT NULL AND ${LIVE}`,
};

/** Hot path: every signed-in request runs it. */
export const isLive = {
  name: 'is-session-live',
  text: `SELECT 1 AS live FROM session WHERE id = $1::uuid AND user_id = $2::uuid AND ${LIVE}`,
};

export const lockAccountOfSession = {
  name: 'lock-account-of-session',
  text: `SELECT id FROM user_account WHERE id = $1::uuid FOR NO KEY UPDATE`,
};

/** Time since a sign-in during which a session counts as a proof of who acts. */
const RECENT = `interval '5 minutes'`;

export const isRecent = {
  name: 'is-session-recent',
  text: `
    SELECT 1 AS recent FROM session
     WHERE id = $1::uuid AND user_id = $2::uuid AND ${LIVE} AND session.created_at > ${NOW} - ${RECENT}`,
};

export const listSessions = {
  name: 'list-sessions',
  text: `
    SELECT id, created_at AS "createdAt", last_used_at AS "lastUsedAt", browser, network FROM session
     WHERE user_id = $1::uuid AND ${LIVE} AND last_used_at > ${NOW} - make_interval(secs => $2::float8)
     ORDER BY last_used_at DESC, id`,
};

export const endSession = {
  name: 'end-session',
  text: `UPDATE session SET ${ENDS} WHERE id = $1::uuid AND user_id = $2::uuid AND ended_at IS NULL RETURNING id`,
};

export const endSessionOfToken = {
  name: 'end-session-of-token',
  text: `
    UPDATE session SET ${ENDS} FROM refresh_token
     WHERE hash = $1::bytea AND session.id = session_id AND user_id = $2::uuid AND ended_at IS NULL RETURNING id`,
};

export const endSessions = {
  name: 'end-sessions',
  text: `
    UPDATE session SET ${ENDS}
     WHERE user_id = $1::uuid AND id IS DISTINCT FROM $2::uuid AND ended_at IS NULL RETURNING id`,
};

export const isKnownNetwork = {
  name: 'is-known-network',
  text: `SELECT 1 AS known FROM session WHERE user_id = $1::uuid AND network = $2 LIMIT 1`,
};

/** Tokens are deleted by cascade. The index needs the stable statement_timestamp(). */
export const sweepSessions = {
  name: 'sweep-sessions',
  text: `
    DELETE FROM session WHERE id IN (
      SELECT id FROM session WHERE expires_at < statement_timestamp() - interval '30 days' LIMIT $1)
    RETURNING id`,
};
