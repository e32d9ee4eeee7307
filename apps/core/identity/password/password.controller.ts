import { Body, Controller, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Client, type ClientInfo } from '../client-info.js';
import { Authenticated, CurrentUser } from '../sessions/current-user.js';
import { apiRoute } from '../../http/openapi.js';
import * as dto from '../accounts.dto.js';
import { padResponseTime } from '../response-time-padding.js';
import { MailSenderGuard } from '../mails/mail-sender.guard.js';
import { PasswordChangeService } from './password-change.service.js';
import { PasswordResetService } from './password-reset.service.js';
import { PasswordSignInGuard } from '../sign-in/password-sign-in.guard.js';

@ApiTags('accounts')
@Controller('v1/auth')
@UseGuards(PasswordSignInGuard)
export class PasswordController {
  constructor(
    private readonly resets: PasswordResetService,
    private readonly changes: PasswordChangeService,
  ) {}

  @Post('reset-password')
  @HttpCode(200)
  @UseGuards(MailSenderGuard)
  @apiRoute(
    'Mail a link that sets a new password. The response does not show whether the address has an account.',
    200,
    null,
    ['user.invalid_email', 'user.password_sign_in_off'],
  )
  async forgot(@Body({ schema: dto.emailSchema }) { email }: z.output<typeof dto.emailSchema>) {
    await padResponseTime(() => this.resets.sendLink(email));
  }

  @Post('reset-password/:token')
  @HttpCode(200)
  @apiRoute('Set a new password with the token of the mail. Ends all sessions.', 200, null, [
    'link.not_found',
    'reset.expired',
    'reset.used',
    'user.password_sign_in_off',
    'user.weak_password',
  ])
  async reset(
    @Param('token') token: string,
    @Body({ schema: dto.passwordSchema }) { password }: z.output<typeof dto.passwordSchema>,
    @Client() client: ClientInfo,
  ) {
    await this.resets.reset(token, password, client);
  }

  @Post('change-password')
  @HttpCode(200)
  @Authenticated()
  @apiRoute('Change your password. Ends all other sessions.', 200, null, [
    'auth.too_many_attempts',
    'session.sign_in_again',
    'user.password_sign_in_off',
    'user.weak_password',
    'user.wrong_credentials',
  ])
  async change(
    @CurrentUser() user: CurrentUser,
    @Body({ schema: dto.changePasswordSchema }) body: z.output<typeof dto.changePasswordSchema>,
    @Client() client: ClientInfo,
  ) {
    await this.changes.change(user, body.new_password, { password: body.current_password, client });
  }
}
