import { Module } from '@nestjs/common';
import type { Config } from '#libs/config';
import { KeyRingCipher } from '#libs/encryption';
import { CONFIG } from '../tokens.js';
import { WebhookDeliverer } from './deliveries/deliverer.js';
import { DeliveriesRepository } from './deliveries/deliveries.repository.js';
import { EndpointAddresses } from './deliveries/endpoint-address.js';
import { WebhookDeliveriesController } from './webhook-deliveries.controller.js';
import { WebhookDeliveriesService } from './webhook-deliveries.service.js';
import { WebhookReencryption } from './webhook-reencryption.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksRepository } from './webhooks.repository.js';
import { WebhooksService } from './webhooks.service.js';

@Module({
  controllers: [WebhooksController, WebhookDeliveriesController],
  providers: [
    WebhooksService,
    WebhooksRepository,
    WebhookDeliveriesService,
    WebhookDeliverer,
    WebhookReencryption,
    DeliveriesRepository,
    {
      provide: EndpointAddresses,
      inject: [CONFIG],
      useFactory: ({ webhooks }: Config) => new EndpointAddresses(webhooks),
    },
    {
      provide: WebhookSecrets,
      inject: [CONFIG],
      useFactory: ({ notes }: Config) =>
        new WebhookSecrets(new KeyRingCipher('NOTE_ENCRYPTION_KEYS', notes.encryptionKeys)),
    },
  ],
})
export class WebhooksModule {}
