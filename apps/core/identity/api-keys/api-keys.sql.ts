const NOW = 'clock_timestamp()';
const LIVE = `(api_key.expires_at IS NULL OR api_key.expires_at > ${NOW})`;

/** Hot path: every request with a key runs it. */
export const findLiveApiKey = {
  name: 'find-live-api-key',
  text: `
    SELECT api_key.id, user_id AS "userId", name, scopes, cidrs, requests_per_minute AS "requestsPerMinute",
           notes_per_day AS "notesPerDay", api_key.created_at AS "createdAt", expires_at AS "expiresAt",
           last_used_at IS NOT NULL AND last_used_at > ${NOW} - interval '1 minute' AS "isUsedRecently"
      FROM api_key JOIN user_account ON user_account.id = user_id
     WHERE hash = $1::bytea AND ${LIVE} AND blocked_at IS NULL`,
};

export const touchApiKey = {
  name: 'touch-api-key',
  text: `UPDATE api_key SET last_used_at = ${NOW} WHERE id = $1 RETURNING id`,
};

/** The key expires by PostgreSQL's clock. */
export const insertApiKey = {
  name: 'insert-api-key',
  text: `
    INSERT INTO api_key (id, hash, user_id, name, scopes, cidrs, requests_per_minute, notes_per_day, created_at, expires_at)
    SELECT $1, $2::bytea, $3::uuid, $4, $5::text[], $6::text[], $7::int, $8::int, now,
           now + make_interval(secs => $9::float8)
      FROM (SELECT ${NOW} AS now) AS clock
    RETURNING id, name, scopes, cidrs, requests_per_minute AS "requestsPerMinute", notes_per_day AS "notesPerDay",
              created_at AS "createdAt", last_used_at AS "lastUsedAt", expires_at AS "expiresAt"`,
};
