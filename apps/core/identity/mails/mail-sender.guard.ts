import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { EphemeralState, type RequestLimiter } from '#libs/redis';
import type { Config } from '#libs/config';
import { rateLimitKey } from '../../http/requests/rate-limit-key.js';
import { TooManyRequestsError } from '../../http/http.errors.js';
import { countLimited } from '../../http/http.metrics.js';
import { CONFIG } from '../../tokens.js';

const MAILS_PER_CLIENT = { name: 'mails-from', amount: 10, perSeconds: 300 };

@Injectable()
export class MailSenderGuard implements CanActivate {
  private readonly limiter: RequestLimiter;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    state: EphemeralState,
  ) {
    this.limiter = state.fixedWindowLimiter(MAILS_PER_CLIENT);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (!this.config.rateLimit.enabled) return true;
    const { ip } = context.switchToHttp().getRequest<FastifyRequest>();
    const result = await this.limiter.consume(rateLimitKey(ip));
    if (result.allowed) return true;
    countLimited('mails');
    throw new TooManyRequestsError(result.retryAfterSeconds, result.limit);
  }
}
