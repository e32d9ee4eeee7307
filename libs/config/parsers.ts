import { BlockList, isIP, isIPv4 } from 'node:net';
import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { parseEmailAddress } from '#libs/email-address';
import { Secret } from './secret.js';

const SWITCHES = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** Words of an issue that replace Zod's. */
const saying = (message: string) => ({ error: message });

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

/** A duration within limits that are written like one, in milliseconds. */
export const duration = (minimum: string, maximum: string) =>
  durationMs.pipe(
    z
      .number()
      .min(durationMs.parse(minimum), `must be at least ${minimum}`)
      .max(durationMs.parse(maximum), `must be at most ${maximum}`),
  );

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

/** A loopback address, or the name that stands for it. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

/** One of a few words. */
export const oneOf = <const Word extends string>(...words: readonly Word[]) =>
  z.enum(words, saying(`must be one of ${words.join(', ')}`));

/** Text of at most `maximum` characters on one line. */
export const singleLine = (maximum: number) =>
  z
    .string()
    .regex(
      new RegExp(String.raw`^[^\p{Cc}\u2028\u2029]{1,${maximum}}$`, 'u'),
      `must be at most ${maximum} characters on one line`,
    );

/** `https://notes.example.com`, as browsers write it: in lower case, in ASCII, without a default port. */
export const webOrigin = z.string().transform((text, context) => {
  const origin = originOf(text);
  if (origin !== null) return origin;
  context.addIssue({ code: 'custom', message: 'must be an origin such as https://notes.example.com' });
  return z.NEVER;
});

function originOf(text: string): string | null {
  if (!/^https?:\/\/[^\s\p{Cc}]+$/iu.test(text) || !URL.canParse(text)) return null;
  const { origin, href } = new URL(text);
  return href === `${origin}/` ? origin : null;
}

/** Origins, separated by commas. */
export const webOrigins = list.transform((parts, context) => {
  const origins = parts.map(originOf).filter((origin) => origin !== null);
  if (origins.length === parts.length) return origins;
  const message = 'must be origins such as https://notes.example.com, separated by commas';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

/** Domains such as `example.com`, in lower case and in ASCII, separated by commas. */
export const domains = list.transform((parts, context) => {
  const found = parts.map((part) => domainToASCII(part.replace(/^@/, '')));
  if (found.every((domain) => DOMAIN.test(domain))) return found;
  context.addIssue({ code: 'custom', message: 'must be domains such as example.com, separated by commas' });
  return z.NEVER;
});

/** `https://idp.example.com/realms/notes`: an address without credentials. */
export const httpUrl = z
  .string()
  .refine(
    (text) => /^https?:\/\/[^\s\p{Cc}@?#]+$/u.test(text) && URL.canParse(text),
    saying('must be an http:// or https:// address without credentials'),
  );

/** Address or name of a network interface. */
export const host = z
  .string()
  .refine(
    (text) => isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(text),
    saying('must be an IP address or a host name'),
  );

/** A name of at most 100 characters on one line. */
export const line = singleLine(100);

export const secretText = singleLine(1_000).transform((text) => new Secret(text));

/** Addresses and networks that contain proxies only, separated by commas. */
export const networks = list.refine(
  (parts) => parts.every(isNetwork),
  saying('must be addresses or networks such as 10.1.2.0/24, separated by commas, and not every address'),
);

/** Clients by address, network, or the id of a busy client in the log, separated by commas. */
export const clients = list.refine(
  (parts) => parts.every((part) => isNetwork(part) || /^\d{8}-[0-9a-f]{12}$/.test(part)),
  saying('must be addresses, networks or ids such as 20261130-0123456789ab, separated by commas'),
);

/** Larger networks would trust clients too: half the Internet, or every IPv4 address within IPv6. */
const SMALLEST_PREFIX = { ipv4: 8, ipv6: 7, mapped: 104 };

/** `192.0.2.1` or `10.1.2.0/24`. */
export function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  if (isIP(address) === 0 || address.includes('%') || rest.length > 0) return false;
  if (prefix === undefined) return true;
  const { ipv4, ipv6, mapped } = SMALLEST_PREFIX;
  const [length, largest] = [Number(prefix), isIPv4(address) ? 32 : 128];
  if (!/^[1-9]\d{0,2}$/.test(prefix) || length > largest) return false;
  if (isIPv4(address)) return length >= ipv4;
  return length >= (containsMappedAddresses(address, length) ? mapped : ipv6);
}

function containsMappedAddresses(address: string, prefix: number): boolean {
  const network = new BlockList();
  network.addSubnet(address, Math.min(prefix, 96), 'ipv6');
  return network.check('::ffff:0:0', 'ipv6');
}

/** `notes@example.com`; an international domain becomes ASCII. */
export const emailAddress = z.string().transform((text, context) => {
  const address = parseEmailAddress(text);
  if (address !== null) return address;
  context.addIssue({ code: 'custom', message: 'must be an email address such as notes@example.com' });
  return z.NEVER;
});

/** `mail.example.com`. */
export const hostName = z
  .string()
  .regex(/^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i, {
    message: 'must be a host name such as mail.example.com',
  });

export interface Mailbox {
  address: string;
  name: string | null;
}

const NAMED_ADDRESS = /^\s*(?:"([^"\\]*)"|([^"<>\\]*?))\s*<([^<>]*)>\s*$/;

/** `notes@example.com` or `Onasty <notes@example.com>`. */
export const mailbox = z.string().transform((text, context): Mailbox => {
  const [, quoted, plain = '', inBrackets] = NAMED_ADDRESS.exec(text) ?? [];
  const address = parseEmailAddress(inBrackets ?? text);
  const name = quoted ?? plain;
  if (address !== null && (name === '' || line.safeParse(name).success))
    return { address, name: name || null };
  const message = 'must be an email address such as notes@example.com or Onasty <notes@example.com>';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** `security@example.org` or `https://example.org/security`, as a URI. */
export const securityContact = z.string().transform((text, context) => {
  const address = parseEmailAddress(text);
  if (address !== null) return `mailto:${address}`;
  if (/^(https:\/\/|mailto:)[^\s\p{Cc}]+$/u.test(text) && URL.canParse(text)) return text;
  context.addIssue({ code: 'custom', message: 'must be an email address or an https:// address' });
  return z.NEVER;
});

/** `open`, `closed`, or domains such as `example.com, example.org`, in ASCII. */
export const signUpPolicy = list.transform((words, context): 'open' | 'closed' | { domains: string[] } => {
  const [word] = words;
  if (words.length === 1 && (word === 'open' || word === 'closed')) return word;
  const { data: allowed = [] } = domains.safeParse(words.join());
  if (allowed.length > 0) return { domains: allowed };
  context.addIssue({ code: 'custom', message: 'must be open, closed or domains such as example.com' });
  return z.NEVER;
});
