import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { EphemeralState, type RequestLimiter } from '#libs/redis';
import type { Config } from '#libs/config';
import { rateLimitKey } from '../../http/requests/rate-limit-key.js';
import { TooManyRequestsError } from '../../http/http.errors.js';
import { countLimited } from '../../http/http.metrics.js';
import { CONFIG } from '../../tokens.js';

/** Requests that send mail, from one client address. */
const MAILS_PER_CLIENT = { name: 'mails-from', amount: 10, perSeconds: 300 };

/** Keeps one client from having us send mail to the whole world. */
@Injectable()
export class MailSenderGuard implements CanActivate {
  private readonly limiter: RequestLimiter;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(EphemeralState) cache: EphemeralState,
  ) {
    this.limiter = cache.fixedWindowLimiter(MAILS_PER_CLIENT);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (!this.config.rateLimit.enabled) return true;
    const { ip } = context.switchToHttp().getRequest<FastifyRequest>();
    const verdict = await this.limiter.consume(rateLimitKey(ip));
    if (verdict.allowed) return true;
    countLimited('mails');
    throw new TooManyRequestsError(verdict.retryAfterSeconds, verdict.limit);
  }
}
