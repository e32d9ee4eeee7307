import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  SetMetadata,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiBearerAuth, ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SCOPE_EXTENSION } from '../../http/openapi.js';
import { clientAddressOf } from '../../http/requests/rate-limit-key.js';
import { ApiKeyAccess } from '../api-keys/api-key-access.js';
import { looksLikeApiKey, type ApiKeyScope } from '../api-keys/api-key.js';
import { ApiKeyLimits } from '../api-keys/api-key-limits.js';
import { clientInfoOf } from '../client-info.js';
import { UnauthorizedError } from './sessions.errors.js';
import { SessionsService } from './sessions.service.js';

/** The user of a session. */
export interface CurrentUser {
  userId: string;
  sessionId: string;
}

/** The account that a session or an API key acts for. */
export interface Caller {
  userId: string;
  /** Null for an API key. */
  sessionId: string | null;
  apiKey: { id: string; notesPerDay: number | null } | null;
}

interface Access {
  /** Scope that an API key needs; null if the route accepts no key. */
  scope: ApiKeyScope | null;
  isOptional: boolean;
}

const ACCESS = Symbol('access');
const callers = new WeakMap<FastifyRequest, Caller>();

@Injectable()
export class CallerGuard implements CanActivate {
  constructor(
    private readonly sessions: SessionsService,
    private readonly apiKeys: ApiKeyAccess,
    private readonly apiKeyLimits: ApiKeyLimits,
    private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const places = [context.getHandler(), context.getClass()];
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, places);
    if (access === undefined) throw new Error('the route declares no access');
    if (access.isOptional && request.headers.authorization === undefined) return true;
    return this.authenticate(request, context.switchToHttp().getResponse<FastifyReply>(), access.scope);
  }

  private async authenticate(
    request: FastifyRequest,
    reply: FastifyReply,
    scope: ApiKeyScope | null,
  ): Promise<boolean> {
    const token = bearerTokenOf(request);
    const caller = looksLikeApiKey(token)
      ? await this.callerOfKey(token, scope, request, reply)
      : { ...(await this.sessions.authenticate(token)), apiKey: null };
    callers.set(request, caller);
    return true;
  }

  private async callerOfKey(
    token: string,
    scope: ApiKeyScope | null,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Caller> {
    const apiKey = await this.apiKeys.find(token);
    if (apiKey === null) throw new UnauthorizedError();
    const use = { scope, clientAddress: clientAddressOf(request), client: clientInfoOf(request) };
    await this.apiKeys.authorise(apiKey, use);
    await this.apiKeyLimits.count(apiKey, reply);
    return { userId: apiKey.userId, sessionId: null, apiKey };
  }
}

const declareAccess = (access: Access, ...security: MethodDecorator[]) =>
  applyDecorators(
    SetMetadata(ACCESS, access),
    UseGuards(CallerGuard),
    ...(access.scope === null ? [] : [ApiExtension(SCOPE_EXTENSION, access.scope)]),
    ...security,
  );

/** Requires a session, or an API key with the scope. Without a scope, the route accepts no key. */
export const Authenticated = (scope: ApiKeyScope | null = null) =>
  declareAccess({ scope, isOptional: false }, ApiBearerAuth());

/** Lets requests without a token pass. An invalid token is rejected, not anonymous. */
export const MaybeAuthenticated = (scope: ApiKeyScope) =>
  declareAccess({ scope, isOptional: true }, ApiSecurity({}), ApiBearerAuth());

export const CurrentUser = createParamDecorator((_data: unknown, context: ExecutionContext): CurrentUser => {
  const { userId = '', sessionId = null } = callerOf(context) ?? {};
  if (sessionId === null) throw new Error('the route is not @Authenticated() without a scope');
  return { userId, sessionId };
});

export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const caller = callerOf(context);
  if (caller === null) throw new Error('the route is not @Authenticated()');
  return caller;
});

/** Null for a request without a token. */
export const MaybeCaller = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  callerOf(context),
);

export const BearerToken = createParamDecorator((_data: unknown, context: ExecutionContext): string =>
  bearerTokenOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

function callerOf(context: ExecutionContext): Caller | null {
  return callers.get(context.switchToHttp().getRequest<FastifyRequest>()) ?? null;
}

function bearerTokenOf({ headers }: FastifyRequest): string {
  const token = /^Bearer ([A-Za-z0-9._-]+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token === undefined) throw new UnauthorizedError();
  return token;
}
