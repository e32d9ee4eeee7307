import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import pg from 'pg';
import { BenchDatabase } from '../bench/bench-database.js';
import { Core, MAIL_KEY } from '../../support/core.js';
import { startMailer } from '../../support/mailer.js';
import { NatsServer } from '../../support/nats.js';
import type { ProductProcess } from '../../support/process.js';
import { SmtpPeer, type SmtpBehaviour } from '../../support/smtp.js';
import { until } from '../../support/until.js';
import { notedAsSent } from './mail-marks.js';
import type { Delivery } from './twins.js';

const MAIL_DEAD = 'dist/libs/mail-outbox/commands/mail-dead.js';
const MESSAGE_ID = /^message-id: <([^@]+)@/im;

/** Core and mailer as built, on a PostgreSQL, a NATS and an SMTP server of their own, which are at the storm's mercy. */
export class MailWorld {
  private readonly taken: (Delivery & { mailId: string })[] = [];
  /** From here on the present mailer brought them. */
  private firstOfMailer = 0;
  private wipes = 0;

  private constructor(
    private readonly database: BenchDatabase,
    private readonly pool: pg.Pool,
    readonly nats: NatsServer,
    readonly smtp: SmtpPeer,
    readonly core: Core,
    private mailer: ProductProcess,
  ) {}

  static async start(): Promise<MailWorld> {
    const [database, nats, smtp] = await Promise.all([
      BenchDatabase.start(),
      NatsServer.start(),
      SmtpPeer.start(),
    ]);
    const core = await Core.start(database.url, { NATS_URL: nats.url });
    const pool = new pg.Pool({ connectionString: database.url, max: 1 });
    return new MailWorld(database, pool, nats, smtp, core, await startMailer(nats.url, smtp.url));
  }

  /** What the SMTP server took so far, the oldest first. */
  get deliveries(): readonly Delivery[] {
    this.takeDown();
    return this.taken;
  }

  smtpDoes(behaviour: SmtpBehaviour): void {
    this.takeDown();
    this.smtp.behaviour = behaviour;
  }

  /** As a power cut does to a process; another starts at once. */
  async killMailer(): Promise<void> {
    await this.mailer.end('SIGKILL');
    await until('the SMTP server saw it go', () => this.smtp.openConnections === 0);
    await this.noteUnnoted();
    this.mailer = await startMailer(this.nats.url, this.smtp.url);
  }

  async killNats(): Promise<void> {
    await this.nats.kill();
    await this.nats.restart();
  }

  /** With everything that it stored. */
  async wipeNats(): Promise<void> {
    await this.nats.kill();
    await this.nats.wipe();
    this.takeDown();
    this.wipes += 1;
    await this.nats.restart();
  }

  /** Mails that are neither known as sent nor given up. */
  async openMails(): Promise<number> {
    const { rows } = await this.pool.query('SELECT 1 FROM outbox WHERE closed_at IS NULL');
    return rows.length;
  }

  /** How many mails were given up, by the reason. */
  async deadMails(): Promise<Map<string, number>> {
    const { rows } = await this.pool.query<{ reason: string; count: number }>(
      `SELECT dead_reason AS reason, count(*)::int FROM outbox WHERE dead_reason IS NOT NULL GROUP BY 1 ORDER BY 1`,
    );
    return new Map(rows.map(({ reason, count }) => [reason, count]));
  }

  /** How many requests core failed, by the reason in its log. */
  failedRequests(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const line of this.core.log().filter(({ message }) => message === 'request failed')) {
      const { type, message } = Object(line['err']);
      const reason = `${type}: ${message}`;
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
    return counts;
  }

  /** Has the mails sent after all that were given up, as `npm run mail:dead -- redrive` does. */
  async redriveDead(): Promise<void> {
    const env = {
      DATABASE_URL: this.database.url,
      MAIL_ENCRYPTION_KEYS: `test:${MAIL_KEY.toString('base64')}`,
    };
    await promisify(execFile)(process.execPath, [MAIL_DEAD, 'redrive'], { env });
  }

  async stop(): Promise<void> {
    await this.mailer.end('SIGTERM');
    await this.core.stop();
    await this.smtp.stop();
    await this.nats.stop();
    await this.pool.end();
    await this.database.stop();
  }

  /** To be called before anything changes that is told of a delivery. */
  private takeDown(): void {
    for (const { recipients, raw } of this.smtp.mails.slice(this.taken.length)) {
      this.taken.push({
        receiver: recipients.join(),
        mailId: MESSAGE_ID.exec(raw)?.[1] ?? '',
        isAnswered: this.smtp.behaviour !== 'takes the mail and hangs up',
        isUnnoted: false,
        wipes: this.wipes,
      });
    }
  }

  /** The mailer is dead: what it has not noted by now, it never will. */
  private async noteUnnoted(): Promise<void> {
    this.takeDown();
    const brought = this.taken.slice(this.firstOfMailer).filter(({ wipes }) => wipes === this.wipes);
    const noted = await notedAsSent(
      this.nats.url,
      brought.map(({ mailId }) => mailId),
    );
    for (const delivery of brought) delivery.isUnnoted = !noted.has(delivery.mailId);
    this.firstOfMailer = this.taken.length;
  }
}
