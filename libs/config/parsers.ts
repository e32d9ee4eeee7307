import { isIP, isIPv4 } from 'node:net';
import { z } from 'zod';
import { Secret } from './secret.js';

const SWITCHES = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** `true`, `1`, `false` or `0`. A typo must not disable a protection, so anything else is invalid. */
export const boolean = z.string().transform((text, context) => {
  const value = SWITCHES.get(text.toLowerCase());
  if (value !== undefined) return value;
  context.addIssue({ code: 'custom', message: 'must be true or false' });
  return z.NEVER;
});

/** A whole number from `minimum` to `maximum`. */
export const integer = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(minimum, `must be at least ${minimum}`).max(maximum, `must be at most ${maximum}`));

/** A number from 0 to 1. */
export const share = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'must be a number such as 0.1')
  .transform(Number)
  .pipe(z.number().max(1, 'must be at most 1'));

/** Longest lifetime of a note: 100 years of 365.25 days. */
export const MAX_LIFETIME_SECONDS = 36_525 * 86_400;

const UNIT_MS = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** A duration such as `15m`, `24h`, `7d` or `0`, in milliseconds. */
export const durationMs = z.string().transform((text, context) => {
  if (text === '0') return 0;
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s?(ms|s|m|h|d)$/.exec(text) ?? [];
  const unitMs = UNIT_MS.get(unit);
  if (amount !== undefined && unitMs !== undefined) return Number(amount) * unitMs;
  context.addIssue({ code: 'custom', message: 'must be a duration such as 30s, 15m, 24h or 7d' });
  return z.NEVER;
});

/** A duration from one second to 100 years, in seconds. */
export const lifetimeSeconds = durationMs
  .transform((ms) => ms / 1_000)
  .pipe(
    z.number().min(1, 'must be at least 1s').max(MAX_LIFETIME_SECONDS, 'must be at most 36525d (100 years)'),
  );

/** `a,b , c` as `['a', 'b', 'c']`; empty text as `[]`. */
export const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/** `https://notes.example.com`: a URL without a path. */
export const webOrigin = z
  .string()
  .refine((text) => URL.canParse(text) && new URL(text).origin === text.replace(/\/$/, ''), {
    message: 'must be an origin such as https://notes.example.com',
  })
  .transform((text) => text.replace(/\/$/, ''));

/** A name of at most 100 characters on one line. */
export const line = z
  .string()
  .regex(/^[^\p{Cc}\u2028\u2029]{1,100}$/u, 'must be at most 100 characters on one line');

export const secretText = z.string().transform((text) => new Secret(text));

/** `192.0.2.1` or `10.1.2.0/24`. A network of every address would trust every client. */
export function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  if (isIP(address) === 0 || rest.length > 0) return false;
  if (prefix === undefined) return true;
  return /^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= (isIPv4(address) ? 32 : 128);
}

/** `security@example.org` or `https://example.org/security`, as a URI. */
export const securityContact = z.union([
  z.email().transform((email) => `mailto:${email}`),
  z.url({ protocol: /^(https|mailto)$/, error: 'must be an email address or an https:// address' }),
]);
