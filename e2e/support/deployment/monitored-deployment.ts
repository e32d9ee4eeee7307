import type { RunningDeployment } from './running-deployment.js';
import { TestDeployment } from './test-deployment.js';

/** Small, so that a test can fill most of it. */
export const MAX_STORED_BYTES = 10_000_000;

/** A core and a mailer with Prometheus, and proxies that can break their connections. */
export function startMonitoredDeployment(): Promise<RunningDeployment> {
  const environment = {
    // Nothing listens there, but exemplars need traces to be enabled.
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
    RATELIMIT_ENABLED: 'true',
    RATELIMIT_RPS: '100000',
    NOTE_MAX_TOTAL_BYTES: String(MAX_STORED_BYTES),
  };
  return new TestDeployment()
    .withCores(1, environment)
    .withRedis()
    .withMailers()
    .behindFaultProxies()
    .withPrometheus()
    .start();
}
