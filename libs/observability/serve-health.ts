import type { Logger } from './logger.js';
import { serveInternalHttp, type InternalHttpSettings } from './serve-internal-http.js';

/** Whether a process can do its work now, and what that hangs on. */
export interface Health {
  /** `leaving`: it was told to stop. */
  status: 'ok' | 'unavailable' | 'leaving';
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
  { host, port }: InternalHttpSettings,
  health: () => Health,
  logger: Logger,
): Promise<() => Promise<void>> {
  if (port === undefined) return () => Promise.resolve();
  const answer = (path: string) => {
    if (path === '/health/live') return page({ status: 'ok', details: {} });
    return path === '/health/ready' ? page(health()) : null;
  };
  const { address, close } = await serveInternalHttp(variable, { host, port }, answer, logger);
  logger.info({ address }, 'health is served');
  return close;
}

function page({ status, details }: Health) {
  const text = JSON.stringify({ status, ...details });
  return { status: status === 'ok' ? 200 : 503, contentType: 'application/json', text };
}
