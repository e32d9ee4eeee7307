import { boolean, clients, integer } from '../parsers.js';
import { variable } from '../variable.js';

export const rateLimitVariables = {
  RATELIMIT_ENABLED: variable({
    description:
      'Limits requests by client address, mails by receiver, and daily notes and bytes. Disable it in tests and benchmarks only.',
    schema: boolean,
    default: 'true',
  }),
  RATELIMIT_RPS: variable({
    description: 'Sustained requests per second of one client address.',
    schema: integer(1, 1_000_000),
    default: '100',
    needs: ['RATELIMIT_ENABLED'],
  }),
  RATELIMIT_BURST: variable({
    description: 'Requests that one client address may send at once beyond RATELIMIT_RPS.',
    schema: integer(0, 1_000_000),
    default: '200',
    needs: ['RATELIMIT_ENABLED'],
  }),
  DENY_CLIENTS: variable({
    description:
      'Clients whose API requests are rejected with 429, separated by commas: addresses, networks (CIDR), or ids that the log line `busy client` names, such as `20261130-0123456789ab`.',
    schema: clients,
    default: '',
  }),
};
