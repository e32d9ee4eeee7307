import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { apiRoute } from '../../http/openapi.js';
import { ApiPage, linkNextPage, pageSchema, type Page } from '../../http/paging/page.js';
import { Authenticated, CurrentUser } from '../sessions/current-user.js';
import { activityDto, activitySchema } from './activity.dto.js';
import { SecurityLog } from '../security-log/security-log.js';

@ApiTags('accounts')
@Controller('v1/me/activity')
@Authenticated()
export class ActivityController {
  constructor(private readonly log: SecurityLog) {}

  @Get()
  @ApiPage()
  @apiRoute('List the security log of your account. The newest events come first.', 200, activitySchema, [])
  async list(
    @CurrentUser() { userId }: CurrentUser,
    @Query({ schema: pageSchema }) { limit, cursor }: Page,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { events, next } = await this.log.list(userId, cursor, limit);
    linkNextPage(reply, '/api/v1/me/activity', limit, next);
    return activityDto(events);
  }
}
