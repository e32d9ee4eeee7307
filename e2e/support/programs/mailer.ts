import { ProductProcess, type Confine } from '../process.js';

const MAILER = 'dist/bundles/mailer/main.js';

/** Address of its health endpoint, once logged. */
export function healthAddressIn(lines: readonly string[]): string | undefined {
  return lines.map((line) => /"address":"([^"]+)".*"health is served"/.exec(line)?.[1]).find(Boolean);
}

/** Starts the built mailer, even if NATS and SMTP are unavailable. */
export function startMailer(environment: Record<string, string>, confine?: Confine): Promise<ProductProcess> {
  return ProductProcess.start(MAILER, environment, confine);
}
