import { DatabaseError } from 'pg';
import { expect, it } from 'vitest';
import { connectionAdvice } from './connection-advice.js';
import { UnusableDatabaseError } from './unusable-database.error.js';

const coded = (code: string) => Object.assign(new Error('an error'), { code });
const said = (code: string) => Object.assign(new DatabaseError('an error', 0, 'error'), { code });

it.each([
  [
    'a self-signed certificate',
    coded('DEPTH_ZERO_SELF_SIGNED_CERT'),
    'NODE_EXTRA_CA_CERTS, or add sslrootcert=/path/to/ca.crt to DATABASE_URL',
  ],
  ['an authority of its own', coded('SELF_SIGNED_CERT_IN_CHAIN'), 'in NODE_EXTRA_CA_CERTS'],
  ['an unknown issuer', coded('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'), 'add sslrootcert='],
  ['an unverified leaf', coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'add sslrootcert='],
  ['an expired certificate', coded('CERT_HAS_EXPIRED'), 'has expired, or is not valid yet: renew it'],
  ['another name', coded('ERR_TLS_CERT_ALTNAME_INVALID'), 'use the name of the certificate in DATABASE_URL'],
  [
    'no TLS',
    new Error('The server does not support SSL connections'),
    'PostgreSQL offers no TLS at that port: use its port for TLS in DATABASE_URL, or remove sslmode',
  ],
  ['a wrong password', said('28P01'), 'rejects the user or the password: correct both in DATABASE_URL'],
  ['an unknown role', said('28000'), 'rejects the user or the password: correct both in DATABASE_URL'],
  ['a missing database', said('3D000'), 'does not exist: create it'],
  ['what a check found', new UnusableDatabaseError(['it is read-only'], false), 'it is read-only'],
])('advises on %s, also as a cause', (_what, error, advice) => {
  for (const thrown of [error, new Error('wrapped', { cause: error })])
    expect(connectionAdvice(thrown)).toEqual([expect.stringContaining(advice)]);
});

it('adds nothing to an outage', () => {
  expect(connectionAdvice(coded('ECONNREFUSED'))).toEqual([]);
});
