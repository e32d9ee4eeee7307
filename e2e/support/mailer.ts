import { ProductProcess } from './process.js';
import { MAIL_KEY } from './core.js';

const MAILER = 'dist/bundles/mailer/main.js';

/** The environment of a mailer under test. A test overrides what it is about. */
const ENVIRONMENT = {
  APP_ENV: 'test',
  LOG_FORMAT: 'json',
  FRONTEND_URL: 'http://localhost:3000',
  MAIL_FROM: 'notes@onasty.example',
  MAIL_ENCRYPTION_KEYS: `test:${MAIL_KEY.toString('base64')}`,
};

/** Where its health is served, if the program has printed it. */
export function healthAddressIn(lines: readonly string[]): string | undefined {
  return lines.map((line) => /"address":"([^"]+)".*"health is served"/.exec(line)?.[1]).find(Boolean);
}

/** Starts the built mailer. It needs neither NATS nor SMTP to be there. */
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
