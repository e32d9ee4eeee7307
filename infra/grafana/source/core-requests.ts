import { graph } from './panels.js';
import type { Section } from './page.js';
import { here, perSecondHere, quantileHere } from './queries.js';

const REQUESTS = 'http_request_latency_seconds';
const services = ['core'] as const;
const SERVER_ERRORS = 'status=~"5.."';
const EXPECTED = 'status=~"404|410|499"';
const CLIENT_ERRORS = 'status=~"4..", status!~"404|410|499"';

/** Requests to core, and which of them fail. */
export const requests: Section = {
  title: 'Requests',
  panels: [
    graph({
      title: 'Requests by route',
      good: 'your usual daily pattern. `unmatched` counts requests for unknown paths.',
      otherwise:
        'one route far above the others: the log lines "busy client" name its callers; see docs/runbooks/PasswordsRefused.md.',
      services,
      unit: 'reqps',
      queries: { '{{method}} {{route}}': perSecondHere(`${REQUESTS}_count`, 'method, route') },
    }),
    graph({
      title: 'p99 by route',
      good: 'below 250 ms, except on routes that hash passwords, which take up to a second.',
      otherwise:
        'click a dot to open the trace of a request; compare with the panels for PostgreSQL, Redis and passwords.',
      services,
      unit: 's',
      hasExemplars: true,
      badFrom: 1,
      queries: { '{{method}} {{route}}': quantileHere(0.99, REQUESTS, 'method, route') },
    }),
    graph({
      title: 'Server errors',
      good: 'none.',
      otherwise:
        'see docs/runbooks/ServerErrors.md. 500: search the logs for level error. 503: a backing service is unavailable or core is overloaded, see below.',
      services,
      unit: 'reqps',
      badFrom: 0.1,
      queries: {
        '{{status}} {{route}}': perSecondHere('http_failed_requests_total', 'status, route', SERVER_ERRORS),
      },
    }),
    graph({
      title: 'Client errors',
      good: 'few: wrong passwords, invalid input, rate limits.',
      otherwise: 'many from one route: a client is broken, or an attacker guesses.',
      services,
      unit: 'reqps',
      queries: {
        '{{status}} {{route}}': perSecondHere('http_failed_requests_total', 'status, route', CLIENT_ERRORS),
      },
    }),
    graph({
      title: 'Expected failures',
      good: 'notes that were read or do not exist (404, 410) and clients that left (499) are part of normal use.',
      otherwise: 'many 404 of a note route: an attacker guesses links; guesses of one client are limited.',
      services,
      unit: 'reqps',
      queries: {
        '{{status}} {{route}}': perSecondHere('http_failed_requests_total', 'status, route', EXPECTED),
      },
    }),
    graph({
      title: 'In-flight requests',
      good: 'a few.',
      otherwise: 'constant growth: something is slow or hangs, see "p99 by route".',
      services,
      unit: 'short',
      queries: { '{{instance}}': here('onasty_http_requests_in_flight') },
    }),
    graph({
      title: 'Requests rejected by rate limits',
      good: 'close to zero.',
      otherwise:
        'a client sends too much, or RATELIMIT_RPS is too low for a network that many users share. Without Redis each core counts on its own.',
      services,
      unit: 'reqps',
      queries: { '{{limit}}': perSecondHere('onasty_http_requests_limited_total', 'limit') },
    }),
    graph({
      title: 'Requests rejected under load',
      good: 'none.',
      otherwise: 'core is overloaded: see "Event loop lag" and "CPU", and start another core.',
      services,
      unit: 'reqps',
      badFrom: 1,
      queries: { '{{instance}}': perSecondHere('onasty_http_requests_shed_total', 'instance') },
    }),
  ],
};
