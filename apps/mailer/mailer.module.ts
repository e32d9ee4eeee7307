import { Module, type DynamicModule } from '@nestjs/common';
import type { MailerConfig } from '#libs/config';
import type { EventBus } from '#libs/event-bus';
import type { Logger } from '#libs/observability';
import { Delivery } from './delivery/delivery.js';
import { DeliveryRecords } from './delivery/delivery-records.js';
import { MailDecoder } from './delivery/mail-decoder.js';
import { MailHandler } from './delivery/mail-handler.js';
import { MailReports } from './delivery/mail-reports.js';
import { MailTransport } from './delivery/mail-transport.js';
import { MailerConsumer } from './mailer.consumer.js';
import type { MailSender } from './senders/mail-sender.js';
import {
  CLOCK,
  EVENT_BUS,
  LOGGER,
  MAIL_SENDER,
  MAILER_CONFIG,
  RANDOM,
  type Clock,
  type Random,
} from './tokens.js';

export interface MailerDependencies {
  config: MailerConfig['mail'];
  logger: Pick<Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error'>;
  bus: EventBus;
  sender: MailSender;
  clock?: Clock;
  random?: Random;
}

@Module({})
export class MailerModule {
  static forRoot({ config, logger, bus, sender, clock, random }: MailerDependencies): DynamicModule {
    return {
      module: MailerModule,
      providers: [
        { provide: MAILER_CONFIG, useValue: config },
        { provide: LOGGER, useValue: logger },
        { provide: EVENT_BUS, useValue: bus },
        { provide: MAIL_SENDER, useValue: sender },
        { provide: CLOCK, useValue: clock ?? Date.now },
        { provide: RANDOM, useValue: random ?? Math.random },
        MailDecoder,
        DeliveryRecords,
        MailReports,
        MailTransport,
        Delivery,
        MailHandler,
        MailerConsumer,
      ],
    };
  }
}
