import { testEnvironment } from '../../../apps/core/testing/test-environment.js';
import type { BackingServices } from './backing-services.js';
import type { DeploymentPlan, Environment } from './deployment-plan.js';

const { NATS_URL: _nats, REDIS_URL: _redis, ...withoutServices } = testEnvironment;

/** Defaults of a mailer under test. */
const MAILER_DEFAULTS = {
  APP_ENV: 'test',
  LOG_FORMAT: 'json',
  FRONTEND_URL: 'http://localhost:3000',
  MAIL_FROM: 'notes@onasty.example',
  MAIL_ENCRYPTION_KEYS: testEnvironment.MAIL_ENCRYPTION_KEYS,
};

/** Environment of a core, or of standalone in its place. */
export function coreEnvironment(plan: DeploymentPlan, services: BackingServices): Environment {
  if (plan.containers !== null)
    return { ...onThisMachine(plan.containers.environmentOf('core'), services), ...plan.coreEnvironment };
  const { databaseUrl, redisUrl, natsUrl } = addressesOf(services);
  const isStandalone = plan.program === 'standalone';
  return {
    // Standalone embeds each service that it gets no address of.
    ...(isStandalone ? withoutServices : testEnvironment),
    ...(isStandalone &&
      services.smtp !== null && { ...smtpOf(services), MAIL_FROM: MAILER_DEFAULTS.MAIL_FROM }),
    DATABASE_URL: databaseUrl,
    ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
    ...(natsUrl !== undefined && { NATS_URL: natsUrl }),
    ...(plan.caddyPort !== null && { TRUST_PROXY: '127.0.0.1' }),
    ...plan.coreEnvironment,
  };
}

export function mailerEnvironment(
  plan: DeploymentPlan,
  services: BackingServices,
  frontendUrl: string | undefined,
): Environment {
  const { natsUrl = '' } = addressesOf(services);
  const environment =
    plan.containers === null
      ? {
          ...MAILER_DEFAULTS,
          NATS_URL: natsUrl,
          ...(frontendUrl !== undefined && { FRONTEND_URL: frontendUrl }),
        }
      : onThisMachine(plan.containers.environmentOf('mailer'), services);
  return { ...environment, ...smtpOf(services), ...plan.mailerEnvironment };
}

const smtpOf = ({ smtp }: BackingServices): Environment => (smtp === null ? {} : { SMTP_URL: smtp.url });

/** Addresses of these services, behind their proxies. */
function addressesOf({ databaseUrl, redis, nats, proxies }: BackingServices) {
  const url = new URL(databaseUrl);
  if (proxies !== null) url.port = String(proxies.postgres.port);
  const redisPort = proxies?.redis.port ?? redis?.port;
  const natsPort = proxies?.nats.port ?? nats?.port;
  return {
    databaseUrl: url.href,
    ...(redisPort !== undefined && { redisUrl: `redis://127.0.0.1:${redisPort}` }),
    ...(natsPort !== undefined && { natsUrl: `nats://127.0.0.1:${natsPort}` }),
  };
}

/** Replaces the host names of a Compose file. */
export function onThisMachine(
  environment: Environment,
  { databaseUrl, redis, nats }: Pick<BackingServices, 'databaseUrl'> & Partial<BackingServices>,
): Environment {
  const here = (value: string) =>
    value
      .replace('@postgres:5432/onasty', `@${databaseUrl.host}${databaseUrl.pathname}`)
      .replace('@redis:6379', `@127.0.0.1:${redis?.port}`)
      .replace('@nats:4222', `@127.0.0.1:${nats?.port}`);
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, here(value)]));
}
