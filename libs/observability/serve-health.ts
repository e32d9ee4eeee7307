import type { Logger } from './logging/logger.js';
import { serveInternalHttp, type InternalHttpSettings } from './serve-internal-http.js';

/** Readiness of a process. */
export interface Health {
  /** `leaving`: draining. */
  status: 'ok' | 'unavailable' | 'leaving';
  details: object;
}

/** Serves `/health/live` and `/health/ready` (503 unless `ok`). @throws {Error} if the port is unavailable */
export async function serveHealth(
  variable: string,
  { host, port }: InternalHttpSettings,
  health: () => Health,
  logger: Logger,
): Promise<() => Promise<void>> {
  if (port === undefined) return () => Promise.resolve();
  const respond = (path: string) => {
    if (path === '/health/live') return page({ status: 'ok', details: {} });
    return path === '/health/ready' ? page(health()) : null;
  };
  const { address, close } = await serveInternalHttp(variable, { host, port }, respond, logger);
  logger.info({ address }, 'health is served');
  return close;
}

function page({ status, details }: Health) {
  const text = JSON.stringify({ status, ...details });
  return { status: status === 'ok' ? 200 : 503, contentType: 'application/json', text };
}
