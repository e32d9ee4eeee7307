import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { EventBus, Subscription } from '#libs/event-bus';
import { MailHandler } from './delivery/mail-handler.js';
import { MailTransport } from './delivery/mail-transport.js';
import { EVENT_BUS } from './tokens.js';

const CONCURRENT_MAILS = 4;
/** Leaves time to record and report the aborted mails before the process must exit. */
const SHUTDOWN_GRACE_MS = 5_000;

@Injectable()
export class MailerConsumer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private subscription: Subscription | undefined;

  constructor(
    @Inject(EVENT_BUS) private readonly bus: EventBus,
    private readonly handler: MailHandler,
    private readonly transport: MailTransport,
  ) {}

  onApplicationBootstrap(): void {
    this.subscription = this.bus.consume('mailer.send', CONCURRENT_MAILS, (data) =>
      this.handler.handle(data),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    const timer = setTimeout(() => this.transport.abort(), SHUTDOWN_GRACE_MS);
    await this.subscription?.stop();
    clearTimeout(timer);
  }
}
