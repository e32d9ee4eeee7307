import { Body, Controller, HttpCode, Param, Post, Req, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { clientInfoOf } from '../client-info.js';
import { Authenticated, CurrentUser } from '../sessions/current-user.js';
import { describe } from '../../http/openapi.js';
import * as dto from '../accounts.dto.js';
import { padResponseTime } from '../response-time-padding.js';
import { MailSenderGuard } from '../mails/mail-sender.guard.js';
import { PasswordService } from './password.service.js';

@ApiTags('accounts')
@Controller('v1/auth')
export class PasswordController {
  constructor(private readonly passwords: PasswordService) {}

  @Post('reset-password')
  @HttpCode(200)
  @UseGuards(MailSenderGuard)
  @describe(
    'Send a link that sets a new password, if the address has an account.',
    200,
    null,
    [400, 413, 415],
  )
  async forgot(
    @Body({ schema: dto.emailSchema }) body: z.output<typeof dto.emailSchema>,
    @Req() { id }: FastifyRequest,
  ) {
    await padResponseTime(() => this.passwords.forgot(body.email, id));
  }

  @Post('reset-password/:token')
  @HttpCode(200)
  @describe(
    'Set a new password, with the token of the mail. Ends all sessions.',
    200,
    null,
    [400, 404, 413, 415],
  )
  async reset(
    @Param('token') token: string,
    @Body({ schema: dto.passwordSchema }) body: z.output<typeof dto.passwordSchema>,
    @Req() request: FastifyRequest,
  ) {
    await this.passwords.reset(token, body.password, clientInfoOf(request).network, request.id);
  }

  @Post('change-password')
  @HttpCode(200)
  @Authenticated()
  @describe('Set a new password. Ends all other sessions.', 200, null, [400, 401, 413, 415])
  async change(
    @CurrentUser() user: CurrentUser,
    @Body({ schema: dto.changePasswordSchema }) body: z.output<typeof dto.changePasswordSchema>,
    @Req() request: FastifyRequest,
  ) {
    const { network } = clientInfoOf(request);
    const change = { current: body.current_password, next: body.new_password, network };
    await this.passwords.change(user, change, request.id);
  }
}
