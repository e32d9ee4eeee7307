import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EphemeralState, type RequestLimiter } from '#libs/redis';
import type { Config } from '#libs/config';
import { limitRequest } from '../../http/requests/limit-requests.js';
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
    const http = context.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    await limitRequest(request, reply, this.limiter, 'mails');
    return true;
  }
}
