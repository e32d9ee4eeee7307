import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { apiRoute } from '../../http/openapi.js';
import * as dto from './sessions.dto.js';
import { SessionNotFoundError, UnauthorizedError } from './sessions.errors.js';
import { Client, type ClientInfo } from '../client-info.js';
import { Authenticated, CurrentUser } from './current-user.js';
import { signOutBrowser, refreshCookieOf, setRefreshCookie } from './refresh-cookie.js';
import { SessionsService } from './sessions.service.js';

type RefreshBody = z.output<typeof dto.refreshTokenSchema>;

@ApiTags('sessions')
@Controller('v1/auth')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Post('refresh-tokens')
  @HttpCode(200)
  @apiRoute(
    'Exchange a refresh token for a new token pair. Works once for each token.',
    200,
    dto.refreshedTokensSchema,
    ['auth.unauthorized', 'session.token_reused'],
  )
  async refresh(
    @Body({ schema: dto.refreshTokenSchema }) body: RefreshBody,
    @Client() client: ClientInfo,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const token = body.refresh_token ?? refreshCookieOf(request);
    if (token === null) throw new UnauthorizedError();
    const pair = await this.sessions.refresh(token, client);
    setRefreshCookie(reply, pair.refreshToken);
    return body.refresh_token === undefined ? dto.accessTokenDto(pair) : dto.tokenPairDto(pair);
  }

  @Post('logout')
  @HttpCode(204)
  @Authenticated()
  @apiRoute('Sign out. Ends the session of the refresh token, or else the current one.', 204, null, [])
  async logOut(
    @CurrentUser() user: CurrentUser,
    @Body({ schema: dto.refreshTokenSchema }) body: RefreshBody,
    @Client() client: ClientInfo,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.sessions.logOut(user, body.refresh_token ?? null, client);
    signOutBrowser(reply);
  }

  @Post('logout/all')
  @HttpCode(204)
  @Authenticated()
  @apiRoute('Sign out everywhere. Ends all your sessions, this one too.', 204, null, [])
  async logOutEverywhere(
    @CurrentUser() user: CurrentUser,
    @Client() client: ClientInfo,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.sessions.endAll(user.userId, client);
    signOutBrowser(reply);
  }

  @Get('sessions')
  @Authenticated()
  @apiRoute('List your active sessions. Each shows its browser and network.', 200, dto.sessionsSchema, [])
  async list(@CurrentUser() user: CurrentUser) {
    return dto.sessionsDto(await this.sessions.list(user.userId), user.sessionId);
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @Authenticated()
  @apiRoute('End one of your sessions. Its access tokens stop working at once.', 204, null, [
    'session.not_found',
  ])
  async end(@CurrentUser() user: CurrentUser, @Param('id') id: string, @Client() client: ClientInfo) {
    if (!z.uuid().safeParse(id).success) throw new SessionNotFoundError();
    await this.sessions.end(user.userId, id, client);
  }
}
