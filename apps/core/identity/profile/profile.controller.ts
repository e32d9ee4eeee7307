import { Body, Controller, Delete, Get, HttpCode, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Client, type ClientInfo } from '../client-info.js';
import { Authenticated, CurrentUser } from '../sessions/current-user.js';
import { clearRefreshCookie } from '../sessions/refresh-cookie.js';
import { apiRoute } from '../../http/openapi.js';
import * as dto from '../accounts.dto.js';
import { ProfileService } from './profile.service.js';

@ApiTags('accounts')
@Controller('v1/me')
@Authenticated()
export class ProfileController {
  constructor(private readonly profiles: ProfileService) {}

  @Get()
  @apiRoute('Get the account.', 200, dto.meSchema, [401])
  async me(@CurrentUser() { userId }: CurrentUser) {
    return dto.meDto(await this.profiles.me(userId));
  }

  @Delete()
  @HttpCode(204)
  @apiRoute('Delete the account with its notes and sessions.', 204, null, [400, 401, 413, 415])
  async remove(
    @CurrentUser() { userId }: CurrentUser,
    @Body({ schema: dto.passwordSchema }) { password }: z.output<typeof dto.passwordSchema>,
    @Client() { network }: ClientInfo,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.profiles.delete(userId, password, network);
    clearRefreshCookie(reply);
  }
}
