import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { apiRoute } from '../http/openapi.js';
import { emailSchema, tokenSchema } from '../identity/accounts.dto.js';
import { MailSenderGuard } from '../identity/mails/mail-sender.guard.js';
import { padResponseTime } from '../identity/response-time-padding.js';
import { NoticeAddressesService } from './notice-addresses.service.js';
import * as dto from './notices.dto.js';

@ApiTags('notices')
@Controller('v1/notices/addresses')
export class NoticeAddressesController {
  constructor(private readonly addresses: NoticeAddressesService) {}

  @Post()
  @HttpCode(202)
  @UseGuards(MailSenderGuard)
  @apiRoute(
    'Mail a link that confirms an address for notices. Returns a key that works once the link was opened, and the same for every address.',
    202,
    dto.noticeKeySchema,
    ['note.sign_in_required', 'user.invalid_email'],
  )
  async request(@Body({ schema: emailSchema }) { email }: z.output<typeof emailSchema>) {
    return { notice_key: await padResponseTime(() => this.addresses.request(email)) };
  }

  @Post('state')
  @HttpCode(200)
  @apiRoute('Get the state of an address by its key.', 200, dto.noticeAddressSchema, [])
  async state(
    @Body({ schema: dto.heldNoticeKeySchema }) { notice_key: key }: z.output<typeof dto.heldNoticeKeySchema>,
  ) {
    return { state: await this.addresses.state(key) };
  }

  @Post('confirm')
  @HttpCode(204)
  @apiRoute('Confirm an address with the token of the mail. May be repeated.', 204, null, ['link.not_found'])
  async confirm(@Body({ schema: tokenSchema }) { token }: z.output<typeof tokenSchema>) {
    await this.addresses.confirm(token);
  }
}
