import { Controller, Get, HttpCode, Inject, Param, Post, Redirect } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Config } from '#libs/config';
import { apiRoute } from '../http/openapi.js';
import { AcceptsForms } from '../http/route-options.js';
import { CONFIG } from '../tokens.js';
import { NoticeRecipientsRepository } from './notice-recipients.repository.js';
import { recipientOf } from './stop-token.js';

/** Target of `List-Unsubscribe` (RFC 8058): mail programs post a form to it, and people without one open it. */
@ApiTags('notices')
@Controller('v1/notices/stop')
export class StopNoticesController {
  constructor(
    private readonly recipients: NoticeRecipientsRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(':token')
  @Redirect()
  @apiRoute('Go to the page that stops notices. Changes nothing.', 303, null, [])
  page(@Param('token') token: string) {
    return { url: `${this.config.frontendUrl}/notices/stop#t=${encodeURIComponent(token)}`, statusCode: 303 };
  }

  @Post(':token')
  @HttpCode(204)
  @AcceptsForms()
  @apiRoute(
    'Stop all notices to an address. Needs no account and no body, and may be repeated; an unknown token changes nothing.',
    204,
    null,
    [],
  )
  async stop(@Param('token') token: string) {
    const recipientId = recipientOf(token);
    if (recipientId !== null) await this.recipients.stop(recipientId);
  }
}
