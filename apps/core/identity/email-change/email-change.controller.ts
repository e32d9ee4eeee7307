import { Body, Controller, Get, Header, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
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
    'user.email_in_use',
    'user.invalid_email',
  ])
  async request(
    @CurrentUser() { userId }: CurrentUser,
    @Body({ schema: dto.newEmailSchema }) body: z.output<typeof dto.newEmailSchema>,
  ) {
    await this.changes.request(userId, body.new_email);
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
  async confirm(@Body({ schema: dto.tokenSchema }) { token }: TokenBody) {
    await this.changes.confirm(token);
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
  async stop(@Body({ schema: dto.tokenSchema }) { token }: TokenBody) {
    await this.changes.stop(token);
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
  async confirmByAddress(@Param('token') token: string) {
    await this.changes.confirm(token);
    return 'email changed';
  }
}
