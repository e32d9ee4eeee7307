import { Counter, Gauge, Histogram } from 'prom-client';
import { registry, WAIT_BUCKETS_SECONDS } from '#libs/observability';

const labelNames = ['method', 'route', 'status'] as const;

/** Each label has a bounded number of values. */
type RequestLabels = { method: string; route: string; status: number };

// The type parameter allows the label of exemplars.
const requestLatency = new Histogram<string>({
  name: 'http_request_latency_seconds',
  help: 'Time from the request head to the end of the response or the disconnect of the client (status 499, complete requests only), by route pattern; `unmatched` without a route.',
  labelNames,
  buckets: WAIT_BUCKETS_SECONDS,
  enableExemplars: true,
  registers: [registry],
});

const successfulRequests = new Counter({
  name: 'http_successful_requests_total',
  help: 'Responses with a status below 400.',
  labelNames,
  registers: [registry],
});

const failedRequests = new Counter({
  name: 'http_failed_requests_total',
  help: 'Responses with a status of 400 or above: 4xx: client errors; 5xx: server errors; 499: client disconnected before the response.',
  labelNames,
  registers: [registry],
});

export const requestsInFlight = new Gauge({
  name: 'onasty_http_requests_in_flight',
  help: 'Requests in flight.',
  registers: [registry],
});

const LIMITS = [
  'requests',
  'mails',
  'passwords',
  'note_passwords',
  'note_misses',
  'note_bytes',
  'note_count',
  'body_bytes',
  'denied',
  'api_keys',
] as const;

const limitedRequests = new Counter({
  name: 'onasty_http_requests_limited_total',
  help: 'Requests rejected with 429, by limit: requests of a client (`requests`), requests that send mail (`mails`), wrong passwords of an account (`passwords`) or of a note (`note_passwords`), slugs without a note (`note_misses`), bytes stored in a day (`note_bytes`), notes stored in a day (`note_count`), bytes of request bodies in memory (`body_bytes`), clients that DENY_CLIENTS names (`denied`), requests and notes of an API key (`api_keys`).',
  labelNames: ['limit'],
  registers: [registry],
});
for (const limit of LIMITS) limitedRequests.inc({ limit }, 0);

export const shedRequests = new Counter({
  name: 'onasty_http_requests_shed_total',
  help: 'Requests rejected with 503 because the event loop is late or request bodies fill their memory.',
  registers: [registry],
});

export function countLimited(limit: (typeof LIMITS)[number]): void {
  limitedRequests.inc({ limit });
}

export function countRequest(labels: RequestLabels): void {
  (labels.status < 400 ? successfulRequests : failedRequests).inc(labels);
}

export function timeRequest(labels: RequestLabels, seconds: number, traceId: string | undefined): void {
  if (traceId === undefined) requestLatency.observe({ labels, value: seconds });
  else requestLatency.observe({ labels, value: seconds, exemplarLabels: { trace_id: traceId } });
}
