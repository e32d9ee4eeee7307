import { expect, it } from 'vitest';
import { explainConnectionError, type ConfiguredService } from './explain-connection-error.js';

const service: ConfiguredService = {
  name: 'Redis',
  variable: 'REDIS_URL',
  schemes: 'rediss:// with TLS',
  withoutTls: 'use redis://',
};
const coded = (code: string) => Object.assign(new Error('an error'), { code });

it.each([
  [coded('ENOTFOUND'), 'does not resolve', 'the DNS', true],
  [coded('EAI_AGAIN'), 'does not resolve', 'the DNS', true],
  [coded('ECONNREFUSED'), 'nothing listens', 'that Redis runs', true],
  [
    new AggregateError([coded('ECONNREFUSED'), new Error('connect ECONNREFUSED ::1:6379')]),
    'nothing listens',
    '',
    true,
  ],
  [coded('EHOSTUNREACH'), 'no network leads', 'firewalls', true],
  [coded('ETIMEDOUT'), 'does not respond', 'rediss:// with TLS', true],
  [new Error('timeout expired'), 'does not respond', 'firewalls', true],
  [coded('ECONNRESET'), 'closes the connection', 'rediss:// with TLS', true],
  [new Error('Connection terminated unexpectedly'), 'closes the connection', 'host and port', true],
  [coded('DEPTH_ZERO_SELF_SIGNED_CERT'), 'authority', 'NODE_EXTRA_CA_CERTS', false],
  [coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'authority', 'NODE_EXTRA_CA_CERTS', false],
  [coded('CERT_HAS_EXPIRED'), 'has expired', 'renew it', false],
  [coded('ERR_TLS_CERT_ALTNAME_INVALID'), 'for another host', 'the name of the certificate', false],
  [coded('ERR_SSL_WRONG_VERSION_NUMBER'), 'offers no TLS', 'use redis://', false],
  [coded('EPROTO'), 'offers no TLS', 'use redis://', false],
  [new Error("server does not support 'tls'"), 'offers no TLS', 'use redis://', false],
  [
    new Error('WRONGPASS invalid username-password pair'),
    'rejects the user or the password',
    'correct both',
    false,
  ],
  [new Error('ERR DB index is out of range'), 'no database of that number', 'redis.conf', false],
  [new Error('Unknown RESP type 72 "H". Please report this.'), 'not Redis', 'host and port', false],
  ['connect ENOTFOUND', 'does not resolve', 'the DNS', true],
])('explains %s', (error, cause, remedy, isOutage) => {
  for (const thrown of [error, new Error('failed', { cause: error })]) {
    const explained = explainConnectionError(thrown, service);
    expect(explained).toMatchObject({ isOutage, fields: { variable: 'REDIS_URL' } });
    expect(explained.fields.cause).toContain(cause);
    expect(explained.fields.remedy).toContain(remedy);
  }
});

it('names the variable for an unknown error as well', () => {
  expect(explainConnectionError(new Error('of a new kind'), service).fields).toEqual({
    variable: 'REDIS_URL',
    cause: 'of a new kind',
    remedy: 'check REDIS_URL',
  });
});
