import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { apiRoute } from '../http/openapi.js';
import { Authenticated, CurrentUser } from '../identity/sessions/current-user.js';
import { NoticeRecipientsRepository } from './notice-recipients.repository.js';
import * as dto from './notices.dto.js';

@ApiTags('notices')
@Controller('v1/me/notices')
@Authenticated()
export class NoticeSettingsController {
  constructor(private readonly recipients: NoticeRecipientsRepository) {}

  @Get()
  @apiRoute('Get the settings of notices by mail.', 200, dto.noticeSettingsSchema, [])
  async settings(@CurrentUser() { userId }: CurrentUser) {
    return dto.noticeSettingsDto(await this.recipients.settings(userId));
  }

  @Patch()
  @apiRoute(
    'Change the settings of notices by mail. Omitted fields stay as they are.',
    200,
    dto.noticeSettingsSchema,
    [],
  )
  async change(
    @CurrentUser() { userId }: CurrentUser,
    @Body({ schema: dto.changeNoticeSettingsSchema }) body: z.output<typeof dto.changeNoticeSettingsSchema>,
  ) {
    return dto.noticeSettingsDto(await this.recipients.change(userId, dto.noticeSettingsOf(body)));
  }
}
