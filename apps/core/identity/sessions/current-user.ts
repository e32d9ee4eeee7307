import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
  type PipeTransform,
} from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { UnauthorizedError } from './sessions.errors.js';
import { SessionsService } from './sessions.service.js';

export interface CurrentUser {
  userId: string;
  sessionId: string;
}

const users = new WeakMap<FastifyRequest, CurrentUser>();

@Injectable()
export class SessionGuard implements CanActivate {
  constructor(private readonly sessions: SessionsService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    users.set(request, await this.sessions.authenticate(bearerTokenOf(request.headers.authorization)));
    return true;
  }
}

@Injectable()
class MaybeUserPipe implements PipeTransform<string | undefined, Promise<CurrentUser | null>> {
  constructor(private readonly sessions: SessionsService) {}

  async transform(authorization: string | undefined): Promise<CurrentUser | null> {
    return authorization === undefined ? null : this.sessions.authenticate(bearerTokenOf(authorization));
  }
}

export const Authenticated = () => applyDecorators(UseGuards(SessionGuard), ApiBearerAuth());

export const CurrentUser = createParamDecorator((_data: unknown, context: ExecutionContext): CurrentUser => {
  const user = users.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (user === undefined) throw new Error('the route is not @Authenticated()');
  return user;
});

const Authorization = createParamDecorator(
  (_data: unknown, context: ExecutionContext) =>
    context.switchToHttp().getRequest<FastifyRequest>().headers.authorization,
);

/** Parameter decorator: the user, or null without an Authorization header. An invalid token is rejected, not anonymous. */
export const MaybeUser = () => Authorization(MaybeUserPipe);

function bearerTokenOf(header: string | undefined): string {
  const token = /^Bearer ([A-Za-z0-9._-]+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) throw new UnauthorizedError();
  return token;
}
