import { explainConnectionError, type ConfiguredService } from '#libs/observability';
import { sqlStateOf } from '../sql-state.js';
import { unusableDatabaseIn } from './unusable-database.error.js';

export const POSTGRES: ConfiguredService = {
  name: 'PostgreSQL',
  variable: 'DATABASE_URL',
  withoutTls: 'remove sslmode and set PRIVATE_NETWORK=true in a private network',
  trust: 'add sslrootcert=/path/to/ca.crt to DATABASE_URL',
};

/** Advice by SQLSTATE or message. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/^3D000$/, 'the database of DATABASE_URL does not exist: create it'],
  [
    /^no pg_hba\.conf entry/,
    'PostgreSQL admits no such connection: allow it in pg_hba.conf, or add ?sslmode=verify-full to DATABASE_URL',
  ],
];

/** Returns what is wrong with the database and what to do, or nothing for an outage. */
export function connectionAdvice(error: unknown): readonly string[] {
  const unusable = unusableDatabaseIn(error);
  if (unusable !== null) return unusable.problems;
  const advice = adviceIn(error);
  if (advice !== undefined) return [advice];
  const { fields, isOutage } = explainConnectionError(error, POSTGRES);
  return isOutage ? [] : [`${fields.cause}: ${fields.remedy}`];
}

function adviceIn(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const known = [sqlStateOf(error), error.message];
  const advice = ADVICE.find(([pattern]) => known.some((text) => pattern.test(text)))?.[1];
  return advice ?? adviceIn(error.cause);
}
