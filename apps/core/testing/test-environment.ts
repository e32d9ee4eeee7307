export const TEST_KEY = Buffer.alloc(32, 7);
export const KEY_RING = `test:${TEST_KEY.toString('base64')}`;
/** No server listens on this port. */
const NO_SERVER = '127.0.0.1:1';

/** Environment of a core under test: limits off, logs as JSON. A spec overrides what it concerns. */
export const testEnvironment = {
  APP_ENV: 'test',
  HTTP_HOST: '127.0.0.1',
  HTTP_PORT: '0',
  METRICS_PORT: '0',
  SHUTDOWN_DELAY: '0s',
  LOG_FORMAT: 'json',
  RATELIMIT_ENABLED: 'false',
  DATABASE_REQUIRE_DURABILITY: 'false',
  FRONTEND_URL: 'http://localhost:3000',
  NATS_URL: `nats://${NO_SERVER}`,
  REDIS_URL: `redis://${NO_SERVER}`,
  NOTE_ENCRYPTION_KEYS: KEY_RING,
  MAIL_ENCRYPTION_KEYS: KEY_RING,
  JWT_SIGNING_KEYS: KEY_RING,
};
