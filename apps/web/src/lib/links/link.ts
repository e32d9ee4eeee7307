import { decodeEscapes, invisible, parseLinkSecret } from '#libs/note-crypto';

const FRAGMENT_START = {
  '/secret': '',
  '/verify': 't=',
  '/reset-password': 't=',
  '/change-email/stop': 't=',
  '/change-email': 't=',
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
const ADDRESS = new RegExp(`^(?:/|${invisible.source})+(${NAMES})(?![\\w-]|/+(?!\\w+=)[\\w-])([^]*)$`);
const NOTE_ADDRESS = new RegExp(
  `^(?:/|${invisible.source})+secret/[^\\w#?&=%-]*((?:[\\w-]|${invisible.source}){1,1000})([^]*)$`,
);
const LINK_IN_TEXT = new RegExp(`(?:://([^\\s/?#]*))?(/+(?:${NAMES})(?![\\w-])[^]*)$`);
const MAX_SLUG_LENGTH = 255;

/** Reads an address as it was sent, or as gateways, chat programs and line wrapping left it. */
export function parseLink(address: string): Link | null {
  const decoded = decodeEscapes(address);
  const [, slug, afterSlug] = NOTE_ADDRESS.exec(decoded) ?? [];
  if (slug !== undefined && afterSlug !== undefined) {
    const joined = slug.split(invisible).join('');
    return joined.length > MAX_SLUG_LENGTH ? null : completed({ page: '/secret', slug: joined }, afterSlug);
  }
  const [, name, rest] = ADDRESS.exec(decoded) ?? [];
  const page = `/${name?.replace(/\/+/, '/')}`;
  return isLinkPage(page) && rest !== undefined ? completed({ page, slug: null }, rest) : null;
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
  const secret = secretIn(rest.slice(rest.indexOf('#'))) ?? secretIn(rest);
  return secret !== null || /^(?:[^\w-]*|\/*[?#&][^]*)$/.test(rest) ? { ...link, secret } : null;
}
