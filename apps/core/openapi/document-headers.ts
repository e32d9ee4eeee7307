const header = (description: string, schema: { type: string; format?: string }) => ({ description, schema });

export const headerComponents = {
  'X-Request-Id': header(
    'Id of the request in logs: that of the caller if well-formed, or else a new UUID.',
    { type: 'string' },
  ),
  RateLimit: header(
    'Requests that are left and seconds until the quota is full again, on routes below /api.',
    { type: 'string' },
  ),
  'RateLimit-Policy': header('Quotas of one client, on routes below /api: requests and seconds.', {
    type: 'string',
  }),
  'Retry-After': header('Seconds to wait.', { type: 'integer' }),
  'WWW-Authenticate': header('Scheme of the missing or invalid token.', { type: 'string' }),
};

type HeaderName = keyof typeof headerComponents;

const BY_STATUS = new Map<number | undefined, HeaderName>([
  [401, 'WWW-Authenticate'],
  [429, 'Retry-After'],
  [503, 'Retry-After'],
  [507, 'Retry-After'],
]);

export function responseHeaders(status?: number) {
  const names: HeaderName[] = ['X-Request-Id', 'RateLimit', 'RateLimit-Policy'];
  const special = BY_STATUS.get(status);
  if (special !== undefined) names.push(special);
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
