import type { AppLogger } from '../app-logger.js';
import { serveInternalHttp, type InternalHttpSettings } from '../serve-internal-http.js';
import { measureProcess } from './process.metrics.js';
import { exposition } from './registry.js';

const PATH = '/metrics';

/** Serves `/metrics` until the returned function is called. @throws {Error} if the port is unavailable */
export async function serveMetrics(
  service: string,
  { host, port }: InternalHttpSettings,
  logger: AppLogger,
): Promise<() => Promise<void>> {
  if (port === undefined) return () => Promise.resolve();
  measureProcess(service);
  const { address, close } = await serveInternalHttp(
    'METRICS_PORT',
    { host, port },
    async (path, { headers }) => {
      if (path !== PATH) return null;
      const wantsOpenMetrics = headers.accept?.includes('application/openmetrics-text') === true;
      return { status: 200, ...(await exposition(wantsOpenMetrics ? 'openmetrics' : 'text')) };
    },
    logger,
  );
  logger.info({ address: `${address}${PATH}` }, 'metrics are served');
  return close;
}
