import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The prefix makes browsers reject the cookie from another host, for a path and without TLS, except on localhost. */
const NAME = '__Host-refresh';
const MAX_AGE_SECONDS = 400 * 86_400;
const ATTRIBUTES = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;

export function setRefreshCookie(reply: FastifyReply, refreshToken: string): void {
  void reply.setCookie(NAME, refreshToken, { ...ATTRIBUTES, maxAge: MAX_AGE_SECONDS });
}

/**
 * Signs the browser out. Of Clear-Site-Data only the cache: "cookies" would also delete those of sibling hosts, and
 * "storage" the receipts and drafts that are the browser's own.
 */
export function signOutBrowser(reply: FastifyReply): void {
  void reply.clearCookie(NAME, ATTRIBUTES).header('clear-site-data', '"cache"');
}

export function refreshCookieOf(request: FastifyRequest): string | null {
  return request.cookies[NAME] ?? null;
}
