import { OauthError } from './oauth.errors.js';

const MAX_LENGTH = 300;

export function logFieldsOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof OauthError)) return { err: error };
  const { reason: fault, message: reason, mismatch } = error;
  if (mismatch === undefined) return { fault, reason };
  const { attribute, expected, received } = mismatch;
  return {
    fault,
    reason,
    attribute,
    ...(expected !== undefined && { expected: textOf(expected) }),
    ...(received !== undefined && { received: textOf(received) }),
  };
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.slice(0, MAX_LENGTH);
}
