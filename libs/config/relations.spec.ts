import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig, variables, type ProcessName, type Variable } from './index.js';

const KEY = `k1:${Buffer.alloc(32, 7).toString('base64')}`;
const VALID = {
  DATABASE_URL: 'postgresql://localhost/onasty',
  REDIS_URL: 'redis://localhost',
  NATS_URL: 'nats://localhost',
  SMTP_URL: 'smtp://localhost',
  MAIL_FROM: 'notes@example.com',
  FRONTEND_URL: 'https://notes.example.com',
  NOTE_ENCRYPTION_KEYS: KEY,
  MAIL_ENCRYPTION_KEYS: KEY,
  JWT_SIGNING_KEYS: KEY,
};
const ISSUER = { OIDC_ISSUER: 'https://idp.example.com/realms/a' };
/** No variable may contain a control character. */
const JUNK = 'hunter2 \u0007';

function problemsOf(environment: Record<string, string>, processName: ProcessName = 'core') {
  try {
    loadConfig(processName, { ...VALID, ...environment });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const names = Object.keys(variables);
const all = Object.entries<Variable>(variables);

describe('configuration', () => {
  it.each(['core', 'mailer', 'standalone'] as const)(
    'of %s names every variable with junk at once',
    (name) => {
      const problems = problemsOf(Object.fromEntries(names.map((each) => [each, JUNK])), name);
      expect(problems.map((problem) => problem.split(':')[0])).toEqual(names);
      expect(problems.join()).not.toMatch(/hunter2|invalid|expected/i);
    },
  );

  it.each(names)('names %s alone if it alone is junk', (name) => {
    const problems = problemsOf({ [name]: JUNK });
    expect(problems).toEqual([expect.stringMatching(`^${name}: must .+`)]);
  });

  it('refers to variables that exist', () => {
    const referred = all.flatMap(
      ([, { needs = [], needsAny = [], atMost = [], among = [], differsFrom = [] }]) => [
        ...among,
        ...needs,
        ...needsAny,
        ...atMost,
        ...differsFrom,
      ],
    );
    expect(names).toEqual(expect.arrayContaining(referred));
  });

  it.each<[Record<string, string>, string]>([
    [{ GOOGLE_CLIENT_ID: 'x' }, 'GOOGLE_CLIENT_ID: has no effect without GOOGLE_CLIENT_SECRET'],
    [{ GITHUB_CLIENT_SECRET: 'x' }, 'GITHUB_CLIENT_SECRET: has no effect without GITHUB_CLIENT_ID'],
    [{ OIDC_ISSUER: 'https://idp.example.com' }, 'OIDC_ISSUER: has no effect without OIDC_CLIENT_ID'],
    [
      { ...ISSUER, OIDC_CLIENT_ID: 'x' },
      'OIDC_CLIENT_ID: has no effect without OIDC_CLIENT_SECRET or OIDC_TOKEN_AUTH_METHOD',
    ],
    [
      { ...ISSUER, OIDC_CLIENT_ID: 'x', OIDC_TOKEN_AUTH_METHOD: 'client_secret_post' },
      'OIDC_TOKEN_AUTH_METHOD: has no effect without OIDC_CLIENT_SECRET',
    ],
    [
      { ...ISSUER, OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'y', OIDC_TOKEN_AUTH_METHOD: 'none' },
      'OIDC_TOKEN_AUTH_METHOD: must not be none with OIDC_CLIENT_SECRET',
    ],
    [
      { SSO_ONLY: 'true' },
      'SSO_ONLY: has no effect without GOOGLE_CLIENT_ID or GITHUB_CLIENT_ID or OIDC_CLIENT_ID',
    ],
    [{ OIDC_TRUST_EMAIL: 'true' }, 'OIDC_TRUST_EMAIL: has no effect without OIDC_ISSUER'],
    [{ GOOGLE_HOSTED_DOMAIN: 'example.com' }, 'GOOGLE_HOSTED_DOMAIN: has no effect without GOOGLE_CLIENT_ID'],
    [
      { OIDC_ISSUER: 'http://idp.example.com', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'y' },
      'OIDC_ISSUER: connects to another machine unencrypted: use https://, or set PRIVATE_NETWORK=true in a private network',
    ],
    [{ OIDC_NAME: 'Company' }, 'OIDC_NAME: has no effect without OIDC_ISSUER'],
    [
      { OTEL_TRACES_SAMPLER_ARG: '0.1' },
      'OTEL_TRACES_SAMPLER_ARG: has no effect without OTEL_EXPORTER_OTLP_ENDPOINT',
    ],
    [{ METRICS_HOST: '127.0.0.1' }, 'METRICS_HOST: has no effect without METRICS_PORT or MAILER_HEALTH_PORT'],
    [
      { RATELIMIT_ENABLED: 'false', RATELIMIT_RPS: '1' },
      'RATELIMIT_RPS: has no effect without RATELIMIT_ENABLED',
    ],
    [{ NOTE_DEFAULT_TTL: '2d', NOTE_MAX_TTL: '1d' }, 'NOTE_DEFAULT_TTL: must not be more than NOTE_MAX_TTL'],
    [{ NOTE_DEFAULT_TTL: '2d', NOTE_LIFETIMES: '1d, 3d' }, 'NOTE_DEFAULT_TTL: must be one of NOTE_LIFETIMES'],
    [{ NOTE_LIFETIMES: '1h, 7d', NOTE_MAX_TTL: '1d' }, 'NOTE_LIFETIMES: must not be more than NOTE_MAX_TTL'],
    [
      { NOTE_LIFETIMES: '1h, never', NOTE_MAX_TTL: '1d' },
      'NOTE_LIFETIMES: must not be more than NOTE_MAX_TTL',
    ],
    [{ SESSION_IDLE_TTL: '2d', SESSION_TTL: '1d' }, 'SESSION_IDLE_TTL: must not be more than SESSION_TTL'],
    [{ SESSION_IDLE_TTL: '60d' }, 'SESSION_IDLE_TTL: must not be more than SESSION_TTL'],
    [{ METRICS_PORT: '3000' }, 'METRICS_PORT: must differ from HTTP_PORT'],
    [
      { FRONTEND_URL: '', FRONTEND_URL_FILE: '/x' },
      'FRONTEND_URL_FILE: has no effect: only secrets are read from files; set FRONTEND_URL itself',
    ],
    [{ NATS_URL_FILE: '/x' }, 'NATS_URL: must not be set together with NATS_URL_FILE'],
    [{ RATELIMIT_ENABLD: 'false' }, 'RATELIMIT_ENABLD: is unknown: did you mean RATELIMIT_ENABLED?'],
    [{ NOTE_MAX_BITES: '1' }, 'NOTE_MAX_BITES: is unknown: did you mean NOTE_MAX_BYTES?'],
    [{ ONASTY_APP_URL: 'x' }, 'ONASTY_APP_URL: is unknown: did you mean APP_URL?'],
    [{ TRUSTED_PROXIES: '10.1.2.3' }, 'TRUSTED_PROXIES: has no effect: set TRUST_PROXY, such as 10.1.2.0/24'],
    [{ http_port: '80' }, 'http_port: is unknown: did you mean HTTP_PORT?'],
    [{ DATABASE_URL_FIEL: '/x' }, 'DATABASE_URL_FIEL: is unknown: did you mean DATABASE_URL_FILE?'],
  ])('reports %j', (environment, problem) => {
    expect(problemsOf(environment)).toEqual([problem]);
  });

  it('reports a standalone that would only read from an empty database of its own', () => {
    expect(problemsOf({ DATABASE_URL: '', READ_ONLY: 'true' }, 'standalone')).toEqual([
      'READ_ONLY: has no effect without DATABASE_URL',
    ]);
  });

  it.each<Record<string, string>>([
    { SESSION_TTL: '1d', NOTE_MAX_TTL: '1d' },
    { NOTE_LIFETIMES: '1d, 1h', NOTE_DEFAULT_TTL: '1d', NOTE_MAX_TTL: '24h' },
    { READ_ONLY: 'false' },
    { METRICS_PORT: '0', HTTP_PORT: '0' },
    {
      RATELIMIT_ENABLED: 'false',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318',
      OTEL_TRACES_SAMPLER_ARG: '0',
    },
    {
      HTTP_PROXY: 'http://proxy.example.com',
      http_proxy: 'x',
      HTTPS_PROXY: 'x',
      NO_PROXY: 'x',
      NODE_ENV: 'test',
    },
    { METRIC_PORT: 'tcp://10.0.0.1:80', REDIS_PORT: 'tcp://10.0.0.2:6379', REDIS_SERVICE_HOST: '10.0.0.2' },
    { ...ISSUER, OIDC_CLIENT_ID: 'x', OIDC_TOKEN_AUTH_METHOD: 'none' },
    {
      OIDC_ISSUER: 'http://idp.example.com',
      OIDC_CLIENT_ID: 'x',
      OIDC_CLIENT_SECRET: 'y',
      PRIVATE_NETWORK: 'true',
    },
    {
      OIDC_ISSUER: 'https://idp.example.com/realms/a',
      OIDC_CLIENT_ID: 'x',
      OIDC_CLIENT_SECRET: 'y',
      OIDC_NAME: 'z',
    },
  ])('accepts %j', (environment) => {
    expect(problemsOf(environment)).toEqual([]);
  });
});
