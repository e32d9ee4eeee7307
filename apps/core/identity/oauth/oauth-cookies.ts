import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CODE_SECONDS } from './one-time-codes.js';
import { ATTEMPT_SECONDS } from './sign-in-attempts.js';

/**
 * A secret that only one browser has. It comes back from the provider's site by a link, so it must be Lax; the prefix
 * makes browsers refuse it from another host, from a path, and without TLS (localhost aside).
 */
class BrowserCookie {
  private readonly attributes = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;

  constructor(
    private readonly name: string,
    private readonly maxAge: number,
  ) {}

  set(reply: FastifyReply, value: string): void {
    void reply.setCookie(this.name, value, { ...this.attributes, maxAge: this.maxAge });
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(this.name, this.attributes);
  }

  of(request: FastifyRequest): string | null {
    return request.cookies[this.name] ?? null;
  }
}

/** The sign-in that is under way. */
export const attemptCookie = new BrowserCookie('__Host-oauth', ATTEMPT_SECONDS);
/** The one-time code that is to be exchanged. */
export const codeCookie = new BrowserCookie('__Host-oauth-code', CODE_SECONDS);
