import type { Logger } from './logger.js';
import { serveAside, type AsideSettings } from './serve-aside.js';

/** Whether a process can do its work now, and what that hangs on. */
export interface Readiness {
  isReady: boolean;
  details: object;
}

/**
 * Serves `/health/live`, which depends on nothing, and `/health/ready`, which is 503 while the process can't do its work;
 * for processes that have no other HTTP port.
 *
 * @returns ends it, at once
 * @throws {Error} when the port can't be had
 */
export async function serveHealth(
  variable: string,
  { host, port }: AsideSettings,
  readiness: () => Readiness,
  logger: Logger,
): Promise<() => Promise<void>> {
  if (port === undefined) return () => Promise.resolve();
  const answer = (path: string) => {
    if (path === '/health/live') return page({ isReady: true, details: {} });
    return path === '/health/ready' ? page(readiness()) : null;
  };
  const { address, close } = await serveAside(variable, { host, port }, answer, logger);
  logger.info({ address }, 'health is served');
  return close;
}

function page({ isReady, details }: Readiness) {
  const text = JSON.stringify({ status: isReady ? 'ok' : 'unavailable', ...details });
  return { status: isReady ? 200 : 503, contentType: 'application/json', text };
}
