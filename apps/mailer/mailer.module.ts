import { Module, type DynamicModule } from '@nestjs/common';
import { createDelivery } from './delivery/create-delivery.js';
import { Delivery } from './delivery/delivery.js';
import { MailerConsumer } from './mailer.consumer.js';
import { EVENT_BUS, type MailerParts } from './mailer.parts.js';
import { renderMail } from './templates/index.js';

/** Everything that sends mail, on parts that the process made. */
@Module({})
export class MailerModule {
  static on(parts: MailerParts): DynamicModule {
    return {
      module: MailerModule,
      providers: [
        { provide: EVENT_BUS, useValue: parts.bus },
        { provide: Delivery, useValue: createDelivery({ ...parts, render: renderMail }) },
        MailerConsumer,
      ],
    };
  }
}
