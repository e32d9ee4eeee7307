import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { newSecret } from './one-time/one-time-secret.js';
import { CODE_SECONDS } from './one-time/one-time-codes.js';
import { ATTEMPT_SECONDS } from './sign-in-attempts.js';

const COOKIE = '__Host-oauth';
/** Lax, because the provider redirects back. The prefix binds the cookie to this host and to TLS. */
const ATTRIBUTES = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;
const MAX_AGE = ATTEMPT_SECONDS + CODE_SECONDS;

/** Returns the key of a browser for its sign-ins, which may run in several tabs; empty if none began. */
export function browserKeyOf(request: FastifyRequest): string {
  return request.cookies[COOKIE] ?? '';
}

/** Returns the key of a browser, and keeps it for a new sign-in beside those under way. */
export function keepBrowserKey(request: FastifyRequest, reply: FastifyReply): string {
  const known = browserKeyOf(request);
  const key = /^[\w-]{43}$/.test(known) ? known : newSecret();
  void reply.setCookie(COOKIE, key, { ...ATTRIBUTES, maxAge: MAX_AGE });
  return key;
}
