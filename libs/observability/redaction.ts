const REDACTED = '[redacted]';
const MAX_DEPTH = 6;

/** Names of what a log must never hold, in any case and with `-`, `_` or neither between their words. */
const SECRET_NAMES = new Set([
  'accessproof',
  'body',
  'content',
  'email',
  'headers',
  'idempotencykey',
  'ip',
  'originalurl',
  'params',
  'passphrase',
  'query',
  'receipt',
  'receiver',
  'recipient',
  'remoteaddress',
  'slug',
  'url',
  'xreceipt',
]);
const SECRET_ENDINGS = /(password|token|secret|authorization|cookie|cookies|hash|proof|email)$/;

/** What is told of an error beside its type, message, stack and cause. Others hold rows, commands or requests. */
const ERROR_FIELDS = new Set([
  'code',
  'errno',
  'syscall',
  'status',
  'severity',
  'schema',
  'table',
  'constraint',
  'routine',
]);

/**
 * The fields of a log line without what must not be in it: values under secret names at any depth, the own fields of
 * errors but for a few, and the insides of whatever is no plain object, such as a whole request.
 */
export function withoutSecrets(fields: Record<string, unknown>): Record<string, unknown> {
  return plain(fields, 0);
}

function plain(fields: object, depth: number): Record<string, unknown> {
  const told: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    told[name] = isSecret(name) ? REDACTED : shown(value, depth + 1);
  }
  return told;
}

/** Most lines have the same few names. */
const known = new Map<string, boolean>();
const MAX_KNOWN = 1_000;

function isSecret(name: string): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  const bare = name.toLowerCase().replaceAll(/[-_]/g, '');
  const secret = SECRET_NAMES.has(bare) || SECRET_ENDINGS.test(bare);
  if (known.size < MAX_KNOWN) known.set(name, secret);
  return secret;
}

function shown(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value;
  if (value instanceof Error) return errorFields(value, depth);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (depth > MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.map((one) => shown(one, depth + 1));
  if (prototype === Object.prototype || prototype === null) return plain(value, depth);
  return `[${value.constructor.name}]`;
}

function errorFields(error: Error, depth: number): Record<string, unknown> {
  const told = Object.entries(error).filter(
    ([name, value]) => ERROR_FIELDS.has(name) && typeof value !== 'object',
  );
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...Object.fromEntries(told),
    ...(error.cause !== undefined && depth < MAX_DEPTH && { cause: shown(error.cause, depth + 1) }),
  };
}
