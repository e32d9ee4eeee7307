import { Body, Controller, Get, Header, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Client, type ClientInfo } from '../client-info.js';
import { Authenticated, CurrentUser } from '../sessions/current-user.js';
import { apiRoute, TEXT } from '../../http/openapi.js';
import { ChangesState } from '../../http/route-options.js';
import * as dto from '../accounts.dto.js';
import { EmailChangeService } from './email-change.service.js';
import { MailSenderGuard } from '../mails/mail-sender.guard.js';

type TokenBody = z.output<typeof dto.tokenSchema>;

@ApiTags('accounts')
@Controller('v1/auth/change-email')
export class EmailChangeController {
  constructor(private readonly changes: EmailChangeService) {}

  @Post()
  @HttpCode(200)
  @UseGuards(MailSenderGuard)
  @Authenticated()
  @apiRoute('Request another email address. It receives a link, and the current one a notice.', 200, null, [
    'auth.too_many_attempts',
    'session.sign_in_again',
    'user.email_change_open',
    'user.email_in_use',
    'user.invalid_email',
    'user.wrong_credentials',
  ])
  async request(
    @CurrentUser() user: CurrentUser,
    @Body({ schema: dto.newEmailSchema }) body: z.output<typeof dto.newEmailSchema>,
    @Client() client: ClientInfo,
  ) {
    await this.changes.request(user, body.new_email, { password: body.current_password, client });
  }

  @Post('confirm')
  @HttpCode(200)
  @Header('content-type', 'text/plain; charset=utf-8')
  @apiRoute('Confirm the change of address. Takes the token mailed to the new address.', 200, TEXT, [
    'link.expired',
    'link.not_found',
    'link.used',
    'user.email_in_use',
  ])
  async confirm(@Body({ schema: dto.tokenSchema }) { token }: TokenBody, @Client() client: ClientInfo) {
    await this.changes.confirm(token, client);
    return 'email changed';
  }

  @Post('stop')
  @HttpCode(200)
  @apiRoute('Stop or undo the change of address. Takes the token mailed to the old address.', 200, null, [
    'link.expired',
    'link.not_found',
    'link.used',
    'user.email_in_use',
  ])
  async stop(@Body({ schema: dto.tokenSchema }) { token }: TokenBody, @Client() client: ClientInfo) {
    await this.changes.stop(token, client);
  }

  @Get(':token')
  @ChangesState()
  @Header('content-type', 'text/plain; charset=utf-8')
  @apiRoute(
    'Confirm the change of address by GET. For clients of the original API: links in mails lead to a page.',
    200,
    TEXT,
    ['link.expired', 'link.not_found', 'link.used', 'user.email_in_use'],
  )
  async confirmByAddress(@Param('token') token: string, @Client() client: ClientInfo) {
    await this.changes.confirm(token, client);
    return 'email changed';
  }
}
