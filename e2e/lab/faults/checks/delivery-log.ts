import { Kvm } from '@nats-io/kv';
import { connect } from '@nats-io/transport-node';
import type { RunningDeployment } from '../../../support/deployment/running-deployment.js';
import type { SmtpBehaviour } from '../../../support/servers/smtp.js';
import { until } from '../../../support/until.js';
import type { Delivery } from './duplicate-mails.js';

const MESSAGE_ID = /^message-id: <([^@]+)@/im;

/** Breaks the delivery of mails and records the conditions of each delivery. */
export class DeliveryLog {
  readonly deliveries: Delivery[] = [];
  private seen: number;
  /** Index of the first delivery of the running mailers. */
  private firstOfMailers = 0;
  private wipes = 0;

  constructor(private readonly deployment: RunningDeployment) {
    this.seen = deployment.smtp.mails.length;
  }

  setSmtp(behaviour: SmtpBehaviour): void {
    this.update();
    this.deployment.smtp.behaviour = behaviour;
  }

  async killMailers(): Promise<void> {
    const { deployment } = this;
    await deployment.endMailers('SIGKILL');
    await until('SMTP connections are closed', () => deployment.smtp.openConnections === 0);
    await this.findUnrecorded();
    await deployment.startMailers();
  }

  async killNats(): Promise<void> {
    await this.deployment.nats.kill();
    await this.deployment.nats.restart();
  }

  /** Restarts NATS without its data. */
  async wipeNats(): Promise<void> {
    const { nats } = this.deployment;
    await nats.kill();
    await nats.wipe();
    this.update();
    this.wipes += 1;
    await nats.restart();
  }

  /** Adds new deliveries. Call it before each change of their conditions. */
  update(): void {
    const { smtp } = this.deployment;
    for (const { raw } of smtp.mails.slice(this.seen)) {
      this.deliveries.push({
        mailId: MESSAGE_ID.exec(raw)?.[1] ?? '',
        isConfirmed: smtp.behaviour !== 'takes the mail and hangs up',
        isUnrecorded: false,
        wipes: this.wipes,
      });
    }
    this.seen = smtp.mails.length;
  }

  /** Finds deliveries that the killed mailers did not record. */
  private async findUnrecorded(): Promise<void> {
    this.update();
    const sent = this.deliveries.slice(this.firstOfMailers).filter(({ wipes }) => wipes === this.wipes);
    const recorded = await recordedAsSent(
      this.deployment.nats.url,
      sent.map(({ mailId }) => mailId),
    );
    for (const delivery of sent) delivery.isUnrecorded = !recorded.has(delivery.mailId);
    this.firstOfMailers = this.deliveries.length;
  }
}

/** Returns the mails that the mailers recorded as sent in NATS. */
async function recordedAsSent(natsUrl: string, mailIds: readonly string[]): Promise<Set<string>> {
  const recorded = new Set<string>();
  const read = async () => {
    const connection = await connect({ servers: natsUrl });
    try {
      const records = await new Kvm(connection).open('ONASTY_MARKS');
      for (const id of mailIds) {
        const record = await records.get(id);
        if (record?.operation === 'PUT' && record.json<{ state: string }>().state === 'sent')
          recorded.add(id);
      }
      return true;
    } finally {
      await connection.close();
    }
  };
  // After a restart of NATS, core may still have to create the bucket.
  await until('the delivery records can be read', () => read().catch(() => false), 60_000);
  return recorded;
}
