const MAX_DELAY_SECONDS = 900;
/** NIST SP 800-63B-4, section 3.2.2: consecutive failures, whatever the time between them. */
const MAX_FAILURES = 100;
const NOW = 'clock_timestamp()';
/** Few failures are forgotten soon, since any client can cause them for any address. */
const FEW = 5;
const FEW_LIFETIME = `interval '24 hours'`;
const LIFETIME = `interval '30 days'`;
const FORGOTTEN_AT = `sign_in_failure.last_failed_at + CASE WHEN sign_in_failure.failures < ${FEW} THEN ${FEW_LIFETIME} ELSE ${LIFETIME} END`;
const IS_FORGOTTEN = `${FORGOTTEN_AT} <= ${NOW}`;
const COUNTED = `CASE WHEN ${IS_FORGOTTEN} THEN 1 ELSE sign_in_failure.failures + 1 END`;

/** One atomic decision: parallel attempts cannot share a count. From $2 on, each doubles the delay. */
export const countAttempt = {
  name: 'count-sign-in-attempt',
  text: `
    INSERT INTO sign_in_failure AS sign_in_failure (key, failures, last_failed_at) VALUES ($1::bytea, 1, ${NOW})
    ON CONFLICT (key) DO UPDATE SET failures = ${COUNTED}, last_failed_at = ${NOW},
      blocked_until = CASE WHEN ${COUNTED} >= $2::int
        THEN ${NOW} + make_interval(secs => LEAST(${MAX_DELAY_SECONDS}, power(2, LEAST(${COUNTED} - $2::int, 10)))) END
    WHERE ${IS_FORGOTTEN} OR (sign_in_failure.failures < ${MAX_FAILURES}
      AND (sign_in_failure.blocked_until IS NULL OR sign_in_failure.blocked_until <= ${NOW}))
    RETURNING failures`,
};

export const delayOf = {
  name: 'sign-in-wait',
  text: `
    SELECT CEIL(EXTRACT(EPOCH FROM
      CASE WHEN failures >= ${MAX_FAILURES} THEN ${FORGOTTEN_AT} ELSE blocked_until END - ${NOW}))::int AS seconds
      FROM sign_in_failure WHERE key = $1::bytea`,
};

export const forget = {
  name: 'forget-sign-in-failures',
  text: `DELETE FROM sign_in_failure WHERE key = $1::bytea`,
};

export const takeBack = {
  name: 'take-back-sign-in-attempt',
  text: `UPDATE sign_in_failure SET failures = GREATEST(failures - 1, 0), blocked_until = NULL WHERE key = $1::bytea`,
};

/** The index needs the stable statement_timestamp(). */
export const sweepSignInFailures = {
  name: 'sweep-sign-in-failures',
  text: `
    DELETE FROM sign_in_failure WHERE last_failed_at < statement_timestamp() - ${FEW_LIFETIME}
       AND (failures < ${FEW} OR last_failed_at < statement_timestamp() - ${LIFETIME}) RETURNING key`,
};
