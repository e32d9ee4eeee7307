import { errorMessage, OperatorError } from '#libs/observability';
import { sqlStateOf } from './sql-state.js';

/** Next step by SQLSTATE. */
const REMEDIES = new Map([
  ['28P01', 'check its user and password'],
  ['28000', 'check its user, and whether pg_hba.conf lets it in'],
  ['3D000', 'create the database, or correct its name'],
]);
const NO_TLS = 'The server does not support SSL connections';
const CERTIFICATE = /CERT|UNABLE_TO_/;

/** Explains why PostgreSQL rejects every connection; returns any other error as it is. */
export function explainConnectionFailure(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const remedy = remedyOf(error);
  if (remedy === undefined) return error;
  return new OperatorError(errorMessage(error), { variable: 'DATABASE_URL', remedy, cause: error });
}

function remedyOf(error: Error): string | undefined {
  if (error.message === NO_TLS)
    return 'enable TLS in PostgreSQL, or use sslmode=disable and PRIVATE_NETWORK=true in a private network';
  const code = 'code' in error ? String(error.code) : '';
  if (CERTIFICATE.test(code)) return 'add sslrootcert with the authority of its certificate';
  return REMEDIES.get(sqlStateOf(error));
}
