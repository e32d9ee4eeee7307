import { Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { apiRoute } from '../http/openapi.js';
import { Authenticated, CurrentCaller, type Caller } from '../identity/sessions/current-user.js';
import { WebhookDeliveriesService } from './webhook-deliveries.service.js';
import * as dto from './webhooks.dto.js';

@ApiTags('webhooks')
@Controller('v1/me/webhooks/:id')
@Authenticated('webhooks:manage')
export class WebhookDeliveriesController {
  constructor(private readonly deliveries: WebhookDeliveriesService) {}

  @Post('test')
  @apiRoute('Send a test event to a webhook. Its outcome is among the deliveries.', 201, dto.deliverySchema, [
    'webhook.delivery_not_found',
    'webhook.not_found',
  ])
  async test(@CurrentCaller() { userId }: Caller, @Param('id') id: string) {
    return dto.deliveryDto(await this.deliveries.test(userId, id));
  }

  @Get('deliveries')
  @apiRoute('List the last 100 deliveries of a webhook. The newest come first.', 200, dto.deliveriesSchema, [
    'webhook.not_found',
  ])
  async list(@CurrentCaller() { userId }: Caller, @Param('id') id: string) {
    return (await this.deliveries.list(userId, id)).map((delivery) => dto.deliveryDto(delivery));
  }

  @Post('deliveries/:delivery/replay')
  @apiRoute('Repeat a delivery, under the same `webhook-id`. Not while it is due.', 201, dto.deliverySchema, [
    'webhook.delivery_not_found',
    'webhook.not_found',
  ])
  async replay(
    @CurrentCaller() { userId }: Caller,
    @Param('id') id: string,
    @Param('delivery') delivery: string,
  ) {
    return dto.deliveryDto(await this.deliveries.replay(userId, id, delivery));
  }
}
