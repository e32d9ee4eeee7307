import { randomUUID } from 'node:crypto';
import type { KeyRingCipher } from '#libs/encryption';
import type { Database } from '#libs/database';
import type { MailTemplate } from './mail-events.js';
import { decryptMail, encryptMail, toEncryptedMail } from './encrypted-mail.js';

interface Row {
  id: string;
  payload: Buffer | null;
  reason: string;
  createdAt: Date;
  deadline: Date;
}

export interface DeadLetter {
  id: string;
  /** Null when it is erased, or the key of it is not there. */
  template: MailTemplate | null;
  reason: string;
  createdAt: Date;
  deadline: Date;
}

const LIST = {
  name: 'dead-mails-list',
  text: `SELECT id, payload, dead_reason AS reason, created_at AS "createdAt", deadline FROM outbox
    WHERE dead_reason IS NOT NULL ORDER BY created_at`,
};
const SENDABLE = {
  name: 'dead-mails-sendable',
  text: `SELECT id, payload, deadline FROM outbox
    WHERE dead_reason IS NOT NULL AND payload IS NOT NULL AND deadline > clock_timestamp()
      AND ($1::text IS NULL OR id::text = $1)
    ORDER BY created_at`,
};
const REDRIVE = {
  name: 'dead-mails-redrive',
  text: `UPDATE outbox SET id = $2, payload = $3, closed_at = NULL, dead_reason = NULL, publishings = 0,
      next_at = clock_timestamp()
    WHERE id = $1 AND dead_reason IS NOT NULL AND deadline > clock_timestamp()
    RETURNING id`,
};

/** The mails that were given up. Neither an address nor a token comes out. */
export class DeadLetters {
  constructor(
    private readonly database: Database,
    private readonly cipher: KeyRingCipher,
  ) {}

  async list(): Promise<DeadLetter[]> {
    const rows = await this.database.query<Row>(LIST, []);
    return rows.map(({ payload, reason, ...row }) => ({
      ...row,
      template: payload === null ? null : this.templateOf(row.id, payload, row.deadline),
      reason: reason.replaceAll(/\S*@\S*/g, '[address]'),
    }));
  }

  /**
   * Makes a dead mail due again, or all of them, unless its deadline is past. It gets a new id, since the mailer has
   * given up the old one.
   *
   * @returns the old and the new ids
   * @throws {Error} when a key is missing
   */
  async redrive(id: string | null): Promise<{ from: string; to: string }[]> {
    const rows = await this.database.query<{ id: string; payload: Buffer; deadline: Date }>(SENDABLE, [id]);
    const redriven: { from: string; to: string }[] = [];
    for (const { id: from, payload, deadline } of rows) {
      const to = randomUUID();
      const mail = decryptMail(this.cipher, toEncryptedMail(from, payload, deadline));
      const values = [from, to, encryptMail(this.cipher, to, mail)];
      // Somebody else may have been first.
      if ((await this.database.query(REDRIVE, values)).length > 0) redriven.push({ from, to });
    }
    return redriven;
  }

  private templateOf(id: string, payload: Buffer, deadline: Date): MailTemplate | null {
    try {
      return decryptMail(this.cipher, toEncryptedMail(id, payload, deadline)).template_name;
    } catch {
      return null;
    }
  }
}
