import { Counter, Histogram } from 'prom-client';
import { registerGauge, registry, WAIT_BUCKETS_SECONDS } from '#libs/observability';

const labelNames = ['method', 'route', 'status'] as const;

// Named for any string, since exemplars have labels of their own.
const requestLatency = new Histogram<string>({
  name: 'http_request_latency_seconds',
  help: 'From when the head of a request was read to when its answer was handed to the system, or its client was gone (status 499; only of requests that came in whole), by the pattern of its route; `unmatched` where there is none.',
  labelNames,
  buckets: WAIT_BUCKETS_SECONDS,
  enableExemplars: true,
  registers: [registry],
});

const successfulRequests = new Counter({
  name: 'http_successful_requests_total',
  help: 'Requests that were answered with a status below 400.',
  labelNames,
  registers: [registry],
});

const failedRequests = new Counter({
  name: 'http_failed_requests_total',
  help: 'Requests that were answered with a status of 400 or above: 4xx is for the client to mend, 5xx for us. 499: its client was gone before it was answered.',
  labelNames,
  registers: [registry],
});

let inFlight = 0;

registerGauge('onasty_http_requests_in_flight', 'Requests that wait for their answer now.', () => inFlight);

const LIMITS = ['requests', 'mails', 'passwords', 'note_passwords', 'note_bytes'] as const;

const limitedRequests = new Counter({
  name: 'onasty_http_requests_limited_total',
  help: 'Requests refused with 429: too many from one client (`requests`), too many that send mail (`mails`), too many wrong passwords of an account (`passwords`) or of a note (`note_passwords`), too much content stored in a day (`note_bytes`).',
  labelNames: ['limit'],
  registers: [registry],
});
for (const limit of LIMITS) limitedRequests.inc({ limit }, 0);

/** Counts a request that is refused for what was too many. */
export function countLimited(limit: (typeof LIMITS)[number]): void {
  limitedRequests.inc({ limit });
}

export const shedRequests = new Counter({
  name: 'onasty_http_requests_shed_total',
  help: 'Requests refused with 503 since this process has more to do than it has time for.',
  registers: [registry],
});

export function beginRequest(): void {
  inFlight += 1;
}

/** However it ended. */
export function endRequest(): void {
  inFlight -= 1;
}

/** What a request is counted under; of each there is a bounded number. */
type RequestLabels = { method: string; route: string; status: number };

export function countRequest(labels: RequestLabels): void {
  (labels.status < 400 ? successfulRequests : failedRequests).inc(labels);
}

/** @param traceId of the request, if it has a trace that is kept */
export function timeRequest(labels: RequestLabels, seconds: number, traceId: string | undefined): void {
  if (traceId === undefined) requestLatency.observe({ labels, value: seconds });
  else requestLatency.observe({ labels, value: seconds, exemplarLabels: { trace_id: traceId } });
}
