import { Body, Controller, HttpCode, Post, Res, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { tokenPairDto, tokenPairSchema } from '../sessions/sessions.dto.js';
import { Client, type ClientInfo } from '../client-info.js';
import { setRefreshCookie } from '../sessions/refresh-cookie.js';
import { apiRoute } from '../../http/openapi.js';
import * as dto from '../accounts.dto.js';
import { setDeviceCookie } from './known-devices.js';
import { SignInService } from './sign-in.service.js';
import { PasswordSignInGuard } from './password-sign-in.guard.js';

@ApiTags('accounts')
@Controller('v1/auth')
@UseGuards(PasswordSignInGuard)
export class SignInController {
  constructor(private readonly signIns: SignInService) {}

  @Post('signin')
  @HttpCode(200)
  @apiRoute(
    'Sign in with email address and password. Also sets the refresh token as a cookie.',
    200,
    tokenPairSchema,
    [
      'auth.too_many_attempts',
      'auth.unauthorized',
      'user.blocked',
      'user.not_activated',
      'user.password_sign_in_off',
      'user.wrong_credentials',
    ],
  )
  async signIn(
    @Body({ schema: dto.credentialsSchema }) { email, password }: z.output<typeof dto.credentialsSchema>,
    @Client() client: ClientInfo,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { tokens, device } = await this.signIns.signIn(email, password, client);
    setRefreshCookie(reply, tokens.refreshToken);
    setDeviceCookie(reply, device);
    return tokenPairDto(tokens);
  }
}
