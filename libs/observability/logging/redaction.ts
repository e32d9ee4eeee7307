import { OperatorError } from '../operator-error.js';
import { sourceStack } from './source-stack.js';

const REDACTED = '[redacted]';
const MAX_DEPTH = 6;

/** Names of fields that are never logged, in lower case without `-` and `_`. */
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

/** Fields of errors that are logged beside type, message, stack and cause. Others hold rows, commands or requests. */
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

/** Redacts secret fields at any depth, most fields of errors, and the contents of class instances. */
export function withoutSecrets(fields: Record<string, unknown>): Record<string, unknown> {
  return redactObject(fields, 0);
}

/** Replaces errors by their fields, without stacks. */
export function withoutStacks(fields: object): object {
  const entries = Object.entries(fields);
  if (!entries.some(([, value]) => value instanceof Error)) return fields;
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value instanceof Error ? errorFields(value, 1, false) : value]),
  );
}

function redactObject(fields: object, depth: number): Record<string, unknown> {
  const redacted: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    redacted[name] = isSecret(name) ? REDACTED : redact(value, depth + 1);
  }
  return redacted;
}

/** Results by name: most lines use the same few names. */
const cache = new Map<string, boolean>();
const MAX_CACHED = 1_000;

function isSecret(name: string): boolean {
  const cached = cache.get(name);
  if (cached !== undefined) return cached;
  const bare = name.toLowerCase().replaceAll(/[-_]/g, '');
  const secret = SECRET_NAMES.has(bare) || SECRET_ENDINGS.test(bare);
  if (cache.size < MAX_CACHED) cache.set(name, secret);
  return secret;
}

function redact(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value;
  if (value instanceof Error) return errorFields(value, depth);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (depth > MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if (prototype === Object.prototype || prototype === null) return redactObject(value, depth);
  return `[${value.constructor.name}]`;
}

function errorFields(error: Error, depth: number, hasStack = true): Record<string, unknown> {
  const showsStack = hasStack && !(error instanceof OperatorError);
  const { cause } = error;
  const fields = Object.entries(error).filter(
    ([name, value]) => ERROR_FIELDS.has(name) && typeof value !== 'object',
  );
  return {
    type: error.name,
    message: error.message,
    ...(showsStack && error.stack !== undefined && { stack: sourceStack(error.stack) }),
    ...Object.fromEntries(fields),
    ...(cause !== undefined &&
      depth < MAX_DEPTH && {
        cause: cause instanceof Error ? errorFields(cause, depth + 1, showsStack) : redact(cause, depth + 1),
      }),
  };
}
