import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { apiRoute } from '../../http/openapi.js';
import * as dto from './sessions.dto.js';
import { SessionNotFoundError, UnauthorizedError } from './sessions.errors.js';
import { Client, type ClientInfo } from '../client-info.js';
import { Authenticated, CurrentUser } from './current-user.js';
import { clearRefreshCookie, refreshCookieOf, setRefreshCookie } from './refresh-cookie.js';
import { SessionsService } from './sessions.service.js';

type RefreshBody = z.output<typeof dto.refreshTokenSchema>;

@ApiTags('sessions')
@Controller('v1/auth')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Post('refresh-tokens')
  @HttpCode(200)
  @apiRoute('Exchange a refresh token for a new token pair.', 200, dto.tokenPairSchema, [400, 401, 413, 415])
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
    return dto.tokenPairDto(pair);
  }

  @Post('logout')
  @HttpCode(204)
  @Authenticated()
  @apiRoute('End the session of the refresh token, or the current one.', 204, null, [400, 401, 413, 415])
  async logOut(
    @CurrentUser() user: CurrentUser,
    @Body({ schema: dto.refreshTokenSchema }) body: RefreshBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.sessions.logOut(user, body.refresh_token ?? null);
    clearRefreshCookie(reply);
  }

  @Post('logout/all')
  @HttpCode(204)
  @Authenticated()
  @apiRoute('End all sessions.', 204, null, [401])
  async logOutEverywhere(@CurrentUser() user: CurrentUser, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.sessions.endAll(user.userId);
    clearRefreshCookie(reply);
  }

  @Get('sessions')
  @Authenticated()
  @apiRoute('List the active sessions.', 200, dto.sessionsSchema, [401])
  async list(@CurrentUser() user: CurrentUser) {
    return dto.sessionsDto(await this.sessions.list(user.userId), user.sessionId);
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @Authenticated()
  @apiRoute('End a session.', 204, null, [400, 401, 404])
  async end(@CurrentUser() user: CurrentUser, @Param('id') id: string) {
    if (!z.uuid().safeParse(id).success) throw new SessionNotFoundError();
    await this.sessions.end(user.userId, id);
  }
}
