import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CODE_SECONDS } from './one-time/one-time-codes.js';
import { ATTEMPT_SECONDS } from './sign-in-attempts.js';

/** Lax, because the provider redirects back. The prefix binds the cookie to this host and to TLS. */
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

export const attemptCookie = new BrowserCookie('__Host-oauth', ATTEMPT_SECONDS);
export const codeCookie = new BrowserCookie('__Host-oauth-code', CODE_SECONDS);
