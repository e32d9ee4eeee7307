import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { EventBus, Subscription } from '#libs/events';
import { Delivery } from './delivery/delivery.js';
import { EVENT_BUS } from './mailer.parts.js';

/** How many mails are under way at once, in one mailer. */
const CONCURRENCY = 4;

/** Takes mails from the bus while the app runs. */
@Injectable()
export class MailerConsumer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private subscription: Subscription | undefined;

  constructor(
    @Inject(EVENT_BUS) private readonly bus: EventBus,
    private readonly delivery: Delivery,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.subscription = await this.bus.consume('mailer.send', CONCURRENCY, (data) =>
      this.delivery.handle(data),
    );
  }

  /** What is being sent is finished; the rest stays on the bus. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.subscription?.stop();
  }
}
