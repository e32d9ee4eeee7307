import { sqlStateOf } from '../sql-state.js';
import { unusableDatabaseIn } from './unusable-database.error.js';

const UNKNOWN_CA =
  'the certificate of PostgreSQL is not of a known authority: add sslrootcert=/path/to/ca.crt to DATABASE_URL, or set NODE_EXTRA_CA_CERTS';

/** Advice by error code of Node, SQLSTATE, or message where pg has no code. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*)$/, UNKNOWN_CA],
  [/^CERT_HAS_EXPIRED$/, 'the certificate of PostgreSQL has expired: renew it'],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    'the certificate of PostgreSQL is for another host: use the name of the certificate in DATABASE_URL',
  ],
  [
    /^The server does not support SSL connections$/,
    'PostgreSQL offers no TLS: enable ssl there, or remove sslmode from DATABASE_URL and set PRIVATE_NETWORK=true in a private network',
  ],
  [/^28(P01|000)$/, 'PostgreSQL rejects the user or the password of DATABASE_URL'],
  [/^3D000$/, 'the database of DATABASE_URL does not exist: create it'],
];

/** Returns what is wrong with the database and what to do, or nothing if the error itself is all that is known. */
export function connectionAdvice(error: unknown): readonly string[] {
  const unusable = unusableDatabaseIn(error);
  if (unusable !== null) return unusable.problems;
  if (!(error instanceof Error)) return [];
  const code = 'code' in error ? String(error.code) : '';
  const known = [code, sqlStateOf(error), error.message];
  const advice = ADVICE.find(([pattern]) => known.some((text) => pattern.test(text)))?.[1];
  return advice === undefined ? connectionAdvice(error.cause) : [advice];
}
