import { benchDatabase } from '../bench/bench-database.js';
import { Core } from '../support/core.js';
import { startMailer } from '../support/mailer.js';
import { NatsServer } from '../support/nats.js';
import type { ProductProcess } from '../support/process.js';
import { SmtpPeer } from '../support/smtp.js';

/** Core and mailer as built, on a PostgreSQL, a NATS and an SMTP server of their own. */
export class MailWorld {
  private constructor(
    private readonly database: Awaited<ReturnType<typeof benchDatabase>>,
    readonly nats: NatsServer,
    readonly smtp: SmtpPeer,
    readonly core: Core,
    private mailer: ProductProcess,
  ) {}

  static async start(): Promise<MailWorld> {
    const [database, nats, smtp] = await Promise.all([benchDatabase(), NatsServer.start(), SmtpPeer.start()]);
    const core = await Core.start(database.url, { NATS_URL: nats.url });
    return new MailWorld(database, nats, smtp, core, await startMailer(nats.url, smtp.url));
  }

  get databaseUrl(): string {
    return this.database.url;
  }

  /** As a power cut does to a process; another starts at once. */
  async killMailer(): Promise<void> {
    await this.mailer.end('SIGKILL');
    this.mailer = await startMailer(this.nats.url, this.smtp.url);
  }

  async killNats({ wiped = false } = {}): Promise<void> {
    await this.nats.kill();
    if (wiped) await this.nats.wipe();
    await this.nats.restart();
  }

  async stop(): Promise<void> {
    await this.mailer.end('SIGTERM');
    await this.core.stop();
    await this.smtp.stop();
    await this.nats.stop();
    await this.database.stop();
  }
}
