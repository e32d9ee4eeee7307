import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { EventBus, Subscription } from '#libs/event-bus';
import { Delivery } from './delivery/delivery.js';
import { EVENT_BUS } from './mailer.parts.js';

/** How many mails are under way at once, in one mailer. */
const CONCURRENCY = 4;

/** So long a mailer that has to end waits for mail servers; what it has left then is for telling of it. */
const MAILS_END_WITHIN_MS = 5_000;

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

  /** What is being sent is finished, unless the mail server takes its time; the rest stays on the bus. */
  async beforeApplicationShutdown(): Promise<void> {
    const timer = setTimeout(() => this.delivery.giveUp(), MAILS_END_WITHIN_MS);
    await this.subscription?.stop();
    clearTimeout(timer);
  }
}
