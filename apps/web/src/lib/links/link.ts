import { decodeEscapes, invisible, parseLinkSecret } from '#libs/note-crypto';

const FRAGMENT_START = {
  '/secret': '',
  '/verify': 't=',
  '/reset-password': 't=',
  '/change-email/stop': 't=',
  '/change-email': 't=',
  '/notices/confirm': 't=',
  '/notices/stop': 't=',
  '/oauth/callback': 'code=',
} as const;

export type LinkPage = keyof typeof FRAGMENT_START;

export interface Link {
  page: LinkPage;
  slug: string | null;
  secret: string | null;
}

const NAMES = Object.keys(FRAGMENT_START)
  .map((page) => page.slice(1).replace('/', '/+'))
  .join('|');
const ADDRESS = new RegExp(
  `^(?:/|${invisible.source})+(${NAMES})(?!(?!(?:25)*(?:23)?(?:t|code)=)[\\w-]|/+(?!\\w+=)[\\w-])([^]*)$`,
);
const NOTE_ADDRESS = new RegExp(
  `^(?:/|${invisible.source})+secret/[^\\w#?&=%-]*((?:[\\w-]|${invisible.source}){1,1000})([^]*)$`,
);
/** Its length is known, so that the key after it is found although the # has vanished. */
const GENERATED_SLUG = [8, 4, 4, 4, 12]
  .map((digits) => `(?:[0-9a-f]${invisible.source}*){${digits}}`)
  .join('-');
const AFTER_GENERATED_SLUG = new RegExp(`^(${GENERATED_SLUG})(?:25)*(?:23)?([^]*)$`);
const LINK_IN_TEXT = new RegExp(`(?:://([^\\s/?#]*))?(/+(?:${NAMES})(?![\\w-])[^]*)$`);
const UNDECODABLE_ESCAPE = /%[0-9A-Fa-f]{2}/g;
const SLUG = /^[\w-]{1,255}$/;
const KEY_LENGTH = 43;
const REPLACED_HASH = /(?:[-_]+|(?:25)*23)$/;

export function isSlug(text: string): boolean {
  return SLUG.test(text);
}

/** Reads an address as it was sent, or as gateways, chat programs and line wrapping left it. */
export function parseLink(address: string): Link | null {
  const decoded = decodeEscapes(address).replace(UNDECODABLE_ESCAPE, '\uFFFD');
  // A % that replaced the # seems to begin an escape if the key begins with two hexadecimal digits.
  const readings = [decoded, address.replaceAll('%', '.')].map(read).filter((link) => link !== null);
  return readings.find(({ secret }) => secret !== null) ?? readings[0] ?? null;
}

function read(text: string): Link | null {
  const [, slug, afterSlug] = NOTE_ADDRESS.exec(text) ?? [];
  if (slug !== undefined && afterSlug !== undefined) return noteLink(slug, afterSlug);
  const [, name, rest] = ADDRESS.exec(text) ?? [];
  const page = `/${name?.replace(/\/+/, '/')}`;
  return isLinkPage(page) && rest !== undefined ? completed({ page, slug: null }, rest) : null;
}

function noteLink(text: string, rest: string): Link | null {
  const slug = visible(text);
  const whole = isSlug(slug) ? completed({ page: '/secret', slug }, rest) : null;
  return whole?.secret ? whole : (afterGeneratedSlug(text + rest) ?? afterSpace(text) ?? whole);
}

function afterGeneratedSlug(text: string): Link | null {
  const [, slug, rest] = AFTER_GENERATED_SLUG.exec(text) ?? [];
  const secret = rest === undefined ? null : secretAfter(rest);
  return slug === undefined || secret === null ? null : { page: '/secret', slug: visible(slug), secret };
}

/** A line break may split the slug, and a space may have replaced the #. */
function afterSpace(text: string): Link | null {
  const words = text.split(invisible);
  for (let end = words.length - 1; end > 0; end -= 1) {
    const secret = secretIn(words.slice(end).join(' '));
    if (secret !== null) return { page: '/secret', slug: words.slice(0, end).join(''), secret };
  }
  return null;
}

/**
 * Links that a path without a key may have been before the # vanished. Only the server can decide, because a custom link may
 * be as long as a slug and a key: request their slugs first, so that it receives no key.
 */
export function separatedLinks(path: string): { slug: string; fragment: string }[] {
  const [generated] = new RegExp(`^${GENERATED_SLUG}`).exec(path) ?? [];
  const isKey = secretIn(path.slice(-KEY_LENGTH)) !== null;
  const custom = isKey ? path.slice(0, -KEY_LENGTH) : '';
  const slugs = generated === undefined ? [custom, custom.replace(REPLACED_HASH, '')] : [generated];
  return [...new Set(slugs)]
    .filter((slug) => slug !== '' && slug !== path)
    .map((slug) => ({
      slug,
      fragment: generated === undefined ? path.slice(-KEY_LENGTH) : path.slice(slug.length),
    }));
}

export function findLink(text: string, host: string): Link | null {
  const [, linkHost = host, address] = LINK_IN_TEXT.exec(decodeEscapes(text)) ?? [];
  return address === undefined || linkHost.toLowerCase() !== host ? null : parseLink(address);
}

export function completeLink(incomplete: Omit<Link, 'secret'>, text: string, host: string): Link | null {
  const link = findLink(text, host);
  if (link !== null) return link;
  const secret = text.includes('://') ? null : secretIn(text);
  const needsSlug = incomplete.page === '/secret' && incomplete.slug === null;
  return secret === null || needsSlug ? null : { ...incomplete, secret };
}

export function addressOf({ page, slug, secret }: Link): string {
  const path = slug === null ? page : `${page}/${slug}`;
  return secret === null ? path : `${path}#${FRAGMENT_START[page]}${secret}`;
}

/** Returns null for an address that works as it is, or that cannot be repaired. */
export function repairAddress(address: string): string | null {
  const link = parseLink(address);
  if (link === null) return null;
  const { pathname, search, hash } = new URL(`http://host${address}`);
  const repaired = new URL(`http://host${addressOf(link)}`);
  const isSamePath = pathname.replace(/\/$/, '') === repaired.pathname;
  if (isSamePath && (link.secret === null || hash.startsWith(repaired.hash))) return null;
  if (link.secret !== null) return repaired.pathname + repaired.hash;
  const [encodedFragment = ''] = /#[^]*$/.exec(decodeEscapes(pathname)) ?? [];
  return repaired.pathname + search + (hash || encodedFragment);
}

/** False for a path with escapes that the router cannot decode. */
export function isRoutable(path: string): boolean {
  try {
    return decodeURI(path) !== '';
  } catch {
    return false;
  }
}

export function secretIn(text: string): string | null {
  try {
    return parseLinkSecret(text);
  } catch {
    return null;
  }
}

function isLinkPage(page: string): page is LinkPage {
  return page in FRAGMENT_START;
}

/** Without a secret, anything but a query, a fragment or punctuation belongs to the address of another page. */
function completed(link: Omit<Link, 'secret'>, rest: string): Link | null {
  const secret = secretAfter(rest);
  return secret !== null || /^(?:[^\w-]*|\/*[?#&][^]*)$/.test(rest) ? { ...link, secret } : null;
}

function secretAfter(text: string): string | null {
  return secretIn(text.slice(text.indexOf('#'))) ?? secretIn(text);
}

function visible(text: string): string {
  return text.split(invisible).join('');
}
