import { Counter, Histogram } from 'prom-client';
import { registerGauge, registry, WAIT_BUCKETS_SECONDS } from '#libs/observability';

const labelNames = ['method', 'route', 'status'] as const;

// Named for any string, since exemplars have labels of their own.
export const requestLatency = new Histogram<string>({
  name: 'http_request_latency_seconds',
  help: 'From the first byte of a request to the last of its answer, by the pattern of its route; `unmatched` where there is none.',
  labelNames,
  buckets: WAIT_BUCKETS_SECONDS,
  enableExemplars: true,
  registers: [registry],
});

export const successfulRequests = new Counter({
  name: 'http_successful_requests_total',
  help: 'Requests that were answered with a status below 400.',
  labelNames,
  registers: [registry],
});

export const failedRequests = new Counter({
  name: 'http_failed_requests_total',
  help: 'Requests that were answered with a status of 400 or above: 4xx is for the client to mend, 5xx for us.',
  labelNames,
  registers: [registry],
});

let inFlight = 0;

registerGauge('onasty_http_requests_in_flight', 'Requests that wait for their answer now.', () => inFlight);

export const limitedRequests = new Counter({
  name: 'onasty_http_requests_limited_total',
  help: 'Requests refused with 429: too many from one client (`requests`), too many that send mail (`mails`), too many wrong passwords of an account (`passwords`) or of a note (`note_passwords`).',
  labelNames: ['limit'],
  registers: [registry],
});
for (const limit of ['requests', 'mails', 'passwords', 'note_passwords']) limitedRequests.inc({ limit }, 0);

export const shedRequests = new Counter({
  name: 'onasty_http_requests_shed_total',
  help: 'Requests refused with 503 since this process has more to do than it has time for.',
  registers: [registry],
});

/** @returns to be called when it has ended, however it did */
export function beginRequest(): () => void {
  inFlight += 1;
  return () => {
    inFlight -= 1;
  };
}
