import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The prefix makes browsers refuse it from another host, from a path, and without TLS (localhost aside). */
const NAME = '__Host-refresh';
/** As long as browsers keep a cookie at most: how long the token is good for is decided here. */
const MAX_AGE_SECONDS = 400 * 86_400;
const ATTRIBUTES = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;

/** Gives the web UI its refresh token where no script can read it. */
export function setRefreshCookie(reply: FastifyReply, refreshToken: string): void {
  void reply.setCookie(NAME, refreshToken, { ...ATTRIBUTES, maxAge: MAX_AGE_SECONDS });
}

export function clearRefreshCookie(reply: FastifyReply): void {
  void reply.clearCookie(NAME, ATTRIBUTES);
}

export function refreshCookieOf(request: FastifyRequest): string | null {
  return request.cookies[NAME] ?? null;
}
