import type { Variable } from './variable.js';
import { variables } from './variables.js';

export type Config = ReturnType<typeof coreConfig>;
export type MailerConfig = ReturnType<typeof mailerConfig>;
export type ReadVariable = <T>(variable: Variable<T>) => T;

/** What core and standalone need. */
export function coreConfig(read: ReadVariable) {
  const frontendUrl = read(variables.FRONTEND_URL);
  const maxTtlMs = read(variables.NOTE_MAX_TTL);
  return {
    environment: read(variables.APP_ENV),
    http: {
      host: read(variables.HTTP_HOST),
      port: read(variables.HTTP_PORT),
      trustProxy: read(variables.TRUST_PROXY),
      corsAllowedOrigins: read(variables.CORS_ALLOWED_ORIGINS),
    },
    metrics: metricsConfig(read),
    shutdownDelayMs: read(variables.SHUTDOWN_DELAY),
    dataDir: read(variables.DATA_DIR),
    database: {
      url: read(variables.DATABASE_URL),
      poolSize: read(variables.DATABASE_POOL_SIZE),
      requireDurability: read(variables.DATABASE_REQUIRE_DURABILITY),
    },
    frontendUrl,
    appUrl: read(variables.APP_URL) ?? frontendUrl,
    redisUrl: read(variables.REDIS_URL),
    natsUrl: read(variables.NATS_URL),
    mailEncryptionKeys: read(variables.MAIL_ENCRYPTION_KEYS),
    accounts: {
      signingKeys: read(variables.JWT_SIGNING_KEYS),
      passwordMinLength: read(variables.PASSWORD_MIN_LENGTH),
      accessTokenSeconds: read(variables.ACCESS_TOKEN_TTL) / 1_000,
      sessionSeconds: read(variables.SESSION_TTL) / 1_000,
      sessionIdleSeconds: read(variables.SESSION_IDLE_TTL) / 1_000,
      verifyTokenSeconds: read(variables.VERIFY_TOKEN_TTL) / 1_000,
      resetTokenSeconds: read(variables.RESET_TOKEN_TTL) / 1_000,
      changeEmailTokenSeconds: read(variables.CHANGE_EMAIL_TOKEN_TTL) / 1_000,
    },
    oauth: {
      google: {
        issuer: read(variables.GOOGLE_ISSUER),
        clientId: read(variables.GOOGLE_CLIENT_ID),
        clientSecret: read(variables.GOOGLE_CLIENT_SECRET),
      },
      github: {
        url: read(variables.GITHUB_URL),
        apiUrl: read(variables.GITHUB_API_URL),
        clientId: read(variables.GITHUB_CLIENT_ID),
        clientSecret: read(variables.GITHUB_CLIENT_SECRET),
      },
      oidc: {
        name: read(variables.OIDC_NAME),
        issuer: read(variables.OIDC_ISSUER),
        clientId: read(variables.OIDC_CLIENT_ID),
        clientSecret: read(variables.OIDC_CLIENT_SECRET),
      },
    },
    notes: {
      encryptionKeys: read(variables.NOTE_ENCRYPTION_KEYS),
      maxBytes: read(variables.NOTE_MAX_BYTES),
      maxAccountBytes: read(variables.NOTE_MAX_ACCOUNT_BYTES),
      dailyBytes: read(variables.NOTE_DAILY_BYTES),
      maxTotalBytes: read(variables.NOTE_MAX_TOTAL_BYTES),
      maxTtlSeconds: maxTtlMs === undefined ? null : maxTtlMs / 1_000,
      readLeaseSeconds: read(variables.READ_LEASE) / 1_000,
    },
    rateLimit: {
      enabled: read(variables.RATELIMIT_ENABLED),
      requestsPerSecond: read(variables.RATELIMIT_RPS),
      burst: read(variables.RATELIMIT_BURST),
    },
    log: { level: read(variables.LOG_LEVEL), format: read(variables.LOG_FORMAT) },
    tracing: tracingConfig(read),
  };
}

/** What sends mail: mailer, and standalone. */
export function mailerConfig(read: ReadVariable) {
  return {
    environment: read(variables.APP_ENV),
    frontendUrl: read(variables.FRONTEND_URL),
    dataDir: read(variables.DATA_DIR),
    natsUrl: read(variables.NATS_URL),
    smtpUrl: read(variables.SMTP_URL),
    from: read(variables.MAIL_FROM),
    encryptionKeys: read(variables.MAIL_ENCRYPTION_KEYS),
    metrics: metricsConfig(read),
    health: { host: read(variables.HTTP_HOST), port: read(variables.MAILER_HEALTH_PORT) },
    log: { level: read(variables.LOG_LEVEL), format: read(variables.LOG_FORMAT) },
    tracing: tracingConfig(read),
  };
}

function metricsConfig(read: ReadVariable) {
  return { host: read(variables.HTTP_HOST), port: read(variables.METRICS_PORT) };
}

function tracingConfig(read: ReadVariable) {
  return {
    endpoint: read(variables.OTEL_EXPORTER_OTLP_ENDPOINT),
    sampledShare: read(variables.OTEL_TRACES_SAMPLER_ARG),
  };
}
