import { isLoopback, webOrigin } from './parsers.js';
import type { Problem } from './relations.js';
import type { Variable } from './variable.js';
import { variables } from './variables.js';
import { notesConfig } from './variables/notes-config.js';

export interface VariableReader {
  read<T>(this: void, variable: Variable<T>): T;
  /** @throws {ConfigError} if the variable is unset */
  require<T>(this: void, variable: Variable<T | undefined>): T;
}

/** Configuration of the features of core, in core and in standalone. */
export type Config = ReturnType<typeof featureConfig>;
export type CoreConfig = ReturnType<typeof coreConfig>;
export type MailerConfig = ReturnType<typeof mailerConfig>;
export type StandaloneConfig = ReturnType<typeof standaloneConfig>;

export function coreConfig({ read, require }: VariableReader) {
  return {
    ...featureConfig(read, require(variables.FRONTEND_URL)),
    database: { ...databaseConfig(read), url: require(variables.DATABASE_URL) },
    redisUrl: require(variables.REDIS_URL),
    natsUrl: require(variables.NATS_URL),
  };
}

export function mailerConfig({ read, require }: VariableReader) {
  return {
    ...processConfig(read),
    mail: mailConfig(read, require(variables.FRONTEND_URL)),
    natsUrl: require(variables.NATS_URL),
    smtp: { ...smtpConfig(read, require(variables.FRONTEND_URL)), url: require(variables.SMTP_URL) },
    health: { host: internalHost(read), port: read(variables.MAILER_HEALTH_PORT) },
  };
}

/** An embedded service replaces each address that is undefined. */
export function standaloneConfig({ read }: VariableReader) {
  const frontendUrl =
    read(variables.FRONTEND_URL) ?? webOrigin.parse(`http://localhost:${read(variables.HTTP_PORT)}`);
  return {
    ...featureConfig(read, frontendUrl),
    dataFolder: read(variables.DATA_DIR),
    backups: {
      intervalMs: read(variables.BACKUP_INTERVAL),
      folder: read(variables.BACKUP_DIR),
      keepMs: read(variables.BACKUP_KEEP),
      recipient: read(variables.BACKUP_RECIPIENT),
    },
    mail: mailConfig(read, frontendUrl),
    database: { ...databaseConfig(read), url: read(variables.DATABASE_URL) },
    redisUrl: read(variables.REDIS_URL),
    natsUrl: read(variables.NATS_URL),
    smtp: { ...smtpConfig(read, frontendUrl), url: read(variables.SMTP_URL) },
  };
}

type Read = VariableReader['read'];

function featureConfig(read: Read, frontendUrl: string) {
  return {
    ...processConfig(read),
    http: {
      host: read(variables.HTTP_HOST),
      port: read(variables.HTTP_PORT),
      trustProxy: read(variables.TRUST_PROXY),
      denyClients: read(variables.DENY_CLIENTS),
      hsts: read(variables.HSTS),
      corsAllowedOrigins: read(variables.CORS_ALLOWED_ORIGINS),
      apiDocsEnabled: read(variables.API_DOCS_ENABLED),
      securityContact: read(variables.SECURITY_CONTACT),
    },
    readOnly: read(variables.READ_ONLY),
    shutdownDelayMs: read(variables.SHUTDOWN_DELAY),
    frontendUrl,
    appUrl: read(variables.APP_URL) ?? frontendUrl,
    mailEncryptionKeys: read(variables.MAIL_ENCRYPTION_KEYS),
    accounts: accountsConfig(read),
    oauth: oauthConfig(read),
    notes: notesConfig(read),
    webhooks: {
      allowsHttp: read(variables.WEBHOOK_ALLOW_HTTP),
      allowedNetworks: read(variables.WEBHOOK_ALLOWED_NETWORKS),
    },
    rateLimit: {
      enabled: read(variables.RATELIMIT_ENABLED),
      requestsPerSecond: read(variables.RATELIMIT_RPS),
      burst: read(variables.RATELIMIT_BURST),
    },
  };
}

/** Finds valid settings that an operator should know the risk of. */
export function configWarnings({ frontendUrl, appUrl }: Pick<Config, 'frontendUrl' | 'appUrl'>): Problem[] {
  const urls = { FRONTEND_URL: frontendUrl, ...(appUrl !== frontendUrl && { APP_URL: appUrl }) };
  return Object.entries(urls).flatMap(([variable, url]) => {
    const { protocol, hostname } = new URL(url);
    const cause =
      'is an http:// address of another machine: browsers cannot seal notes there, and networks can read passwords';
    return protocol === 'http:' && !isLoopback(hostname) ? [{ variable, cause }] : [];
  });
}

function accountsConfig(read: Read) {
  return {
    signingKeys: read(variables.JWT_SIGNING_KEYS),
    signUp: read(variables.SIGN_UP),
    passwordSignIn: !read(variables.SSO_ONLY),
    passwordMinLength: read(variables.PASSWORD_MIN_LENGTH),
    accessTokenSeconds: read(variables.ACCESS_TOKEN_TTL) / 1_000,
    sessionSeconds: read(variables.SESSION_TTL) / 1_000,
    sessionIdleSeconds: read(variables.SESSION_IDLE_TTL) / 1_000,
    verifyTokenSeconds: read(variables.VERIFY_TOKEN_TTL) / 1_000,
    resetTokenSeconds: read(variables.RESET_TOKEN_TTL) / 1_000,
    changeEmailTokenSeconds: read(variables.CHANGE_EMAIL_TOKEN_TTL) / 1_000,
  };
}

function oauthConfig(read: Read) {
  return {
    google: {
      issuer: read(variables.GOOGLE_ISSUER).reveal(),
      clientId: read(variables.GOOGLE_CLIENT_ID),
      clientSecret: read(variables.GOOGLE_CLIENT_SECRET),
      hostedDomains: read(variables.GOOGLE_HOSTED_DOMAIN),
    },
    github: {
      url: read(variables.GITHUB_URL).reveal(),
      apiUrl: read(variables.GITHUB_API_URL).reveal(),
      clientId: read(variables.GITHUB_CLIENT_ID),
      clientSecret: read(variables.GITHUB_CLIENT_SECRET),
    },
    oidc: {
      name: read(variables.OIDC_NAME),
      issuer: read(variables.OIDC_ISSUER)?.reveal(),
      clientId: read(variables.OIDC_CLIENT_ID),
      clientSecret: read(variables.OIDC_CLIENT_SECRET),
      tokenAuthMethod: read(variables.OIDC_TOKEN_AUTH_METHOD),
      trustsEmail: read(variables.OIDC_TRUST_EMAIL),
    },
  };
}

function processConfig(read: Read) {
  return {
    environment: read(variables.APP_ENV),
    commit: read(variables.APP_COMMIT),
    metrics: { host: internalHost(read), port: read(variables.METRICS_PORT) },
    log: { level: read(variables.LOG_LEVEL), format: read(variables.LOG_FORMAT) },
    tracing: {
      endpoint: read(variables.OTEL_EXPORTER_OTLP_ENDPOINT),
      sampledShare: read(variables.OTEL_TRACES_SAMPLER_ARG),
    },
  };
}

function internalHost(read: Read): string {
  return read(variables.METRICS_HOST) ?? read(variables.HTTP_HOST);
}

function databaseConfig(read: Read) {
  return {
    poolSize: read(variables.DATABASE_POOL_SIZE),
    requireDurability: read(variables.DATABASE_REQUIRE_DURABILITY),
  };
}

function smtpConfig(read: Read, frontendUrl: string) {
  const { address } = read(variables.MAIL_FROM);
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const { hostname } = new URL(frontendUrl);
  const fullName = [domain, hostname].find((name) => /\.[a-z]/i.test(name));
  return {
    ehloName: read(variables.SMTP_EHLO_NAME) ?? fullName ?? domain,
    isPrivateNetwork: read(variables.PRIVATE_NETWORK),
  };
}

const DEFAULT_SENDER_NAME = 'Onasty';

/** Settings of a command that sends a mail itself. */
export function smtpOnlyConfig({ read, require }: VariableReader) {
  const frontendUrl = read(variables.FRONTEND_URL) ?? 'http://localhost';
  return {
    sender: senderConfig(read),
    smtp: { ...smtpConfig(read, frontendUrl), url: require(variables.SMTP_URL) },
  };
}

function senderConfig(read: Read) {
  const from = read(variables.MAIL_FROM);
  return {
    from: from.address,
    fromName: read(variables.MAIL_FROM_NAME) ?? from.name ?? DEFAULT_SENDER_NAME,
    replyTo: read(variables.MAIL_REPLY_TO),
  };
}

function mailConfig(read: Read, frontendUrl: string) {
  return {
    ...senderConfig(read),
    instanceName: read(variables.INSTANCE_NAME),
    operatorEmail: read(variables.OPERATOR_EMAIL),
    frontendUrl,
    encryptionKeys: read(variables.MAIL_ENCRYPTION_KEYS),
  };
}
