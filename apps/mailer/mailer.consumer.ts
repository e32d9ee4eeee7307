import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { EventBus, Subscription } from '#libs/events';
import type { Logger } from '#libs/observability';
import { Delivery } from './delivery/delivery.js';
import { EVENT_BUS, LOGGER } from './mailer.parts.js';

/** How many mails are under way at once, in one mailer. */
const CONCURRENCY = 4;

/** Takes mails from the bus while the app runs. */
@Injectable()
export class MailerConsumer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private subscription: Subscription | undefined;

  constructor(
    @Inject(EVENT_BUS) private readonly bus: EventBus,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly delivery: Delivery,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.subscription = await this.bus.consume('mailer.send', CONCURRENCY, (data) => this.handle(data));
  }

  /** What is being sent is finished; the rest stays on the bus. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.subscription?.stop();
  }

  private async handle(data: Uint8Array) {
    try {
      return await this.delivery.handle(data);
    } catch (error) {
      this.logger.error({ err: error }, 'a mail could not be handled, and comes again');
      throw error;
    }
  }
}
