import type { RunningDeployment } from '../../support/deployment/running-deployment.js';
import { TestDeployment } from '../../support/deployment/test-deployment.js';

/** Two cores and two mailers behind Caddy, with proxies that can break their connections. */
export function startFaultDeployment(): Promise<RunningDeployment> {
  const environment = {
    // The default of production.
    SHUTDOWN_DELAY: '3s',
    RATELIMIT_ENABLED: 'true',
    RATELIMIT_RPS: '100000',
  };
  return new TestDeployment()
    .withCores(2, environment)
    .withRedis()
    .withMailers(2)
    .withCaddy()
    .behindFaultProxies()
    .start();
}

/** Log lines of requests that failed for another reason than a backing service being unavailable. */
export function unexpectedFailures({ cores }: RunningDeployment): string[] {
  const failed = cores
    .flatMap((core) => core.log())
    .filter(({ message, code }) => message === 'request failed' && code !== 'unavailable');
  return failed.map((line) => JSON.stringify(line));
}
