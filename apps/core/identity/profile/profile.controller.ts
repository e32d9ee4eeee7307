import { Body, Controller, Delete, Get, HttpCode, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Client, type ClientInfo } from '../client-info.js';
import { Authenticated, CurrentUser } from '../sessions/current-user.js';
import { signOutBrowser } from '../sessions/refresh-cookie.js';
import { apiRoute } from '../../http/openapi.js';
import * as dto from '../accounts.dto.js';
import { forgetDevice } from '../sign-in/known-devices.js';
import { ProfileService } from './profile.service.js';

@ApiTags('accounts')
@Controller('v1/me')
@Authenticated()
export class ProfileController {
  constructor(private readonly profiles: ProfileService) {}

  @Get()
  @apiRoute('Get your account. Contains its email address and a few numbers.', 200, dto.meSchema, [])
  async me(@CurrentUser() { userId }: CurrentUser) {
    return dto.meDto(await this.profiles.me(userId));
  }

  @Delete()
  @HttpCode(204)
  @apiRoute('Delete your account. Its notes and sessions are deleted too.', 204, null, [
    'auth.too_many_attempts',
    'session.sign_in_again',
    'user.wrong_credentials',
  ])
  async remove(
    @CurrentUser() user: CurrentUser,
    @Body({ schema: dto.deleteAccountSchema }) { password }: z.output<typeof dto.deleteAccountSchema>,
    @Client() client: ClientInfo,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.profiles.delete(user, { password, client });
    signOutBrowser(reply);
    forgetDevice(reply, user.userId);
  }
}
