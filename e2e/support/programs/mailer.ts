import { ProductProcess } from '../process.js';
import { testEnvironment } from '../../../apps/core/testing/test-environment.js';

const MAILER = 'dist/bundles/mailer/main.js';

/** Defaults of a mailer under test. */
const ENVIRONMENT = {
  APP_ENV: 'test',
  LOG_FORMAT: 'json',
  FRONTEND_URL: 'http://localhost:3000',
  MAIL_FROM: 'notes@onasty.example',
  MAIL_ENCRYPTION_KEYS: testEnvironment.MAIL_ENCRYPTION_KEYS,
};

/** Address of its health endpoint, once logged. */
export function healthAddressIn(lines: readonly string[]): string | undefined {
  return lines.map((line) => /"address":"([^"]+)".*"health is served"/.exec(line)?.[1]).find(Boolean);
}

/** Starts the built mailer, even if NATS and SMTP are unavailable. */
export function startMailer(
  natsUrl: string,
  smtpUrl: string,
  environment: Record<string, string> = {},
): Promise<ProductProcess> {
  return ProductProcess.start(MAILER, {
    ...ENVIRONMENT,
    NATS_URL: natsUrl,
    SMTP_URL: smtpUrl,
    ...environment,
  });
}
