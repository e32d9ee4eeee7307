import { randomUUID } from 'node:crypto';
import type { KeyRingCipher } from '#libs/encryption';
import { decryptMail, encryptMail, toEncryptedMail } from './encrypted-mail.js';
import type { MailTemplate } from './mail-events.js';
import type { DeadRow, OutboxRepository } from './outbox.repository.js';

export interface DeadLetter {
  id: string;
  /** Null if the payload is erased or its key is missing. */
  template: MailTemplate | null;
  reason: string;
  createdAt: Date;
  deadline: Date;
}

/** Dead-lettered mails of the outbox, without addresses and tokens. */
export class DeadLetters {
  constructor(
    private readonly outbox: OutboxRepository,
    private readonly cipher: KeyRingCipher,
  ) {}

  async list(): Promise<DeadLetter[]> {
    const rows = await this.outbox.listDead();
    return rows.map(({ payload, reason, ...row }) => ({
      ...row,
      template: this.templateOf(row.id, payload, row.deadline),
      reason: reason.replaceAll(/\S*@\S*/g, '[address]'),
    }));
  }

  /**
   * Makes one dead letter, or all, due again under new ids, since the mailer has recorded the old ones as dead.
   *
   * @throws {Error} if a key is missing
   */
  async redrive(id: string | null): Promise<{ from: string; to: string }[]> {
    const redriven: { from: string; to: string }[] = [];
    for (const { id: from, payload, deadline } of await this.outbox.findRedrivable(id)) {
      const to = randomUUID();
      const mail = decryptMail(this.cipher, toEncryptedMail(from, payload, deadline));
      if (await this.outbox.redrive(from, to, encryptMail(this.cipher, to, mail)))
        redriven.push({ from, to });
    }
    return redriven;
  }

  private templateOf(id: string, payload: DeadRow['payload'], deadline: Date): MailTemplate | null {
    if (payload === null) return null;
    try {
      return decryptMail(this.cipher, toEncryptedMail(id, payload, deadline)).template_name;
    } catch {
      return null;
    }
  }
}
