import { describe, expect, it } from 'vitest';
import { explainFailure } from './explain-failure.js';

describe('explainFailure', () => {
  it.each([
    ['auth not offered', /AUTH.*SMTP_URL/],
    ['auth smtp 504', /XOAUTH2/],
    ['auth smtp 5.7.8', /password.*SMTP_URL/],
    ['starttls smtp 500', /STARTTLS.*PRIVATE_NETWORK=true/],
    ['ehlo smtp 5.5.2', /SMTP_EHLO_NAME/],
    ['smtp 5.5.2', /SMTP_EHLO_NAME/],
    ['connect ERR_SSL_WRONG_VERSION_NUMBER', /smtp:\/\//],
    ['connect DEPTH_ZERO_SELF_SIGNED_CERT', /NODE_EXTRA_CA_CERTS/],
    ['connect SELF_SIGNED_CERT_IN_CHAIN', /NODE_EXTRA_CA_CERTS/],
    ['connect UNABLE_TO_VERIFY_LEAF_SIGNATURE', /NODE_EXTRA_CA_CERTS/],
    ['connect CERT_HAS_EXPIRED', /has expired/],
    ['connect ERR_TLS_CERT_ALTNAME_INVALID', /another host/],
    ['connect ENOTFOUND', /host name/],
    ['connect ECONNREFUSED', /host and port/],
    ['connect ETIMEDOUT', /smtps:\/\//],
    ['connect smtp 5.3.2', /does not accept the connection/],
    ['sender smtp 5.7.1', /MAIL_FROM/],
    ['smtp 5.1.1', /receiver/],
    ['smtp 5.4.5', /quota/],
    ['smtp 5.7.1', /relay/],
    ['smtp 4.7.1', /later/],
    ['smtp 599', /log of the server/],
  ])('explains %s', (reason, words) => {
    expect(explainFailure(reason)).toMatch(words);
  });
});
