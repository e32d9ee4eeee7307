import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { apiRoute } from '../http/openapi.js';
import { Client, type ClientInfo } from '../identity/client-info.js';
import { Authenticated, CurrentCaller, type Caller } from '../identity/sessions/current-user.js';
import * as dto from './webhooks.dto.js';
import { WebhooksService } from './webhooks.service.js';

@ApiTags('webhooks')
@Controller('v1/me/webhooks')
@Authenticated('webhooks:manage')
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Post()
  @apiRoute(
    'Create a webhook. Its URL receives events as Standard Webhooks describe (https://www.standardwebhooks.com).',
    201,
    dto.createdWebhookSchema,
    ['webhook.too_many', 'webhook.url'],
  )
  async create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: dto.createWebhookSchema }) body: z.output<typeof dto.createWebhookSchema>,
    @Client() client: ClientInfo,
  ) {
    return dto.createdWebhookDto(await this.webhooks.create({ caller, client }, dto.webhookDraftOf(body)));
  }

  @Get()
  @apiRoute('List your webhooks. The newest come first.', 200, dto.webhooksSchema, [])
  async list(@CurrentCaller() { userId }: Caller) {
    const webhooks = await this.webhooks.list(userId);
    return webhooks.map((webhook) => dto.webhookDto(webhook, this.webhooks.publicSecretOf(webhook)));
  }

  @Get(':id')
  @apiRoute('Get one of your webhooks.', 200, dto.webhookSchema, ['webhook.not_found'])
  async get(@CurrentCaller() { userId }: Caller, @Param('id') id: string) {
    const webhook = await this.webhooks.get(userId, id);
    return dto.webhookDto(webhook, this.webhooks.publicSecretOf(webhook));
  }

  @Patch(':id')
  @apiRoute('Change one of your webhooks. Omitted fields stay as they are.', 200, dto.webhookSchema, [
    'webhook.not_found',
    'webhook.url',
  ])
  async change(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body({ schema: dto.changeWebhookSchema }) body: z.output<typeof dto.changeWebhookSchema>,
    @Client() client: ClientInfo,
  ) {
    const webhook = await this.webhooks.change({ caller, client }, id, dto.webhookChangeOf(body));
    return dto.webhookDto(webhook, this.webhooks.publicSecretOf(webhook));
  }

  @Delete(':id')
  @HttpCode(204)
  @apiRoute('Delete one of your webhooks. Its deliveries are deleted too.', 204, null, ['webhook.not_found'])
  async delete(@CurrentCaller() caller: Caller, @Param('id') id: string, @Client() client: ClientInfo) {
    await this.webhooks.delete({ caller, client }, id);
  }

  @Post(':id/secret')
  @apiRoute(
    'Rotate the secret of a webhook. Deliveries are signed with both for 24 hours.',
    201,
    dto.createdWebhookSchema,
    ['webhook.not_found'],
  )
  async rotate(@CurrentCaller() caller: Caller, @Param('id') id: string, @Client() client: ClientInfo) {
    return dto.createdWebhookDto(await this.webhooks.rotateSecret({ caller, client }, id));
  }
}
