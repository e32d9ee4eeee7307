/** Processes whose processor time and memory are measured. */
export const PARTS = [
  'core 1',
  'core 2',
  'PostgreSQL',
  'Redis',
  'NATS',
  'Caddy',
  'mailers',
  'load generator',
] as const;
export type Part = (typeof PARTS)[number];

/** Returns a value for each part. */
export function mapParts<Value>(valueOf: (part: Part) => Value): Record<Part, Value> {
  return {
    'core 1': valueOf('core 1'),
    'core 2': valueOf('core 2'),
    PostgreSQL: valueOf('PostgreSQL'),
    Redis: valueOf('Redis'),
    NATS: valueOf('NATS'),
    Caddy: valueOf('Caddy'),
    mailers: valueOf('mailers'),
    'load generator': valueOf('load generator'),
  };
}
