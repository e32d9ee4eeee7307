import { Body, Controller, Get, Header, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { apiRoute, TEXT } from '../../http/openapi.js';
import { ChangesState } from '../../http/route-options.js';
import { Client, type ClientInfo } from '../client-info.js';
import * as dto from '../accounts.dto.js';
import { padResponseTime } from '../response-time-padding.js';
import { MailSenderGuard } from '../mails/mail-sender.guard.js';
import { SignUpService } from './sign-up.service.js';
import { PasswordSignInGuard } from '../sign-in/password-sign-in.guard.js';

@ApiTags('accounts')
@Controller('v1/auth')
@UseGuards(PasswordSignInGuard)
export class SignUpController {
  constructor(private readonly signUps: SignUpService) {}

  @Post('signup')
  @HttpCode(201)
  @UseGuards(MailSenderGuard)
  @apiRoute(
    'Create an account. The response does not show whether the email address already has one.',
    201,
    null,
    ['user.invalid_email', 'user.password_sign_in_off', 'user.sign_up_closed', 'user.weak_password'],
  )
  async signUp(
    @Body({ schema: dto.credentialsSchema }) { email, password }: z.output<typeof dto.credentialsSchema>,
  ) {
    await padResponseTime(() => this.signUps.signUp(email, password));
  }

  @Post('verify')
  @HttpCode(200)
  @Header('content-type', 'text/plain; charset=utf-8')
  @apiRoute('Verify an email address. Takes the token of the mail.', 200, TEXT, [
    'link.expired',
    'link.not_found',
    'user.already_verified',
    'user.password_sign_in_off',
  ])
  async verify(
    @Body({ schema: dto.tokenSchema }) { token }: z.output<typeof dto.tokenSchema>,
    @Client() client: ClientInfo,
  ) {
    await this.signUps.verify(token, client);
    return 'email verified';
  }

  @Get('verify/:token')
  @ChangesState()
  @Header('content-type', 'text/plain; charset=utf-8')
  @apiRoute(
    'Verify an email address by GET. For clients of the original API: links in mails lead to a page.',
    200,
    TEXT,
    ['link.expired', 'link.not_found', 'user.already_verified', 'user.password_sign_in_off'],
  )
  async verifyByAddress(@Param('token') token: string, @Client() client: ClientInfo) {
    await this.signUps.verify(token, client);
    return 'email verified';
  }

  @Post('resend-verification-email')
  @HttpCode(200)
  @UseGuards(MailSenderGuard)
  @apiRoute(
    'Resend the verification link. The response does not show whether the address awaits verification.',
    200,
    null,
    ['user.invalid_email', 'user.password_sign_in_off'],
  )
  async resend(@Body({ schema: dto.emailSchema }) { email }: z.output<typeof dto.emailSchema>) {
    await padResponseTime(() => this.signUps.resend(email));
  }
}
