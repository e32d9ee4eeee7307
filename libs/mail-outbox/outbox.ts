import { randomBytes, randomUUID } from 'node:crypto';
import type { KeyRingCipher } from '#libs/encryption';
import type { Transaction } from '#libs/database';
import { currentTraceContext } from '#libs/observability';
import type { MailRequest } from './mail-events.js';
import { encryptMail } from './encrypted-mail.js';

/** Size of a typical encrypted mail request. */
const DECOY_BYTES = 320;

/**
 * Events that wait to be published, written in the transaction that makes them true: both are stored, or neither.
 * A relay publishes them; one that listens is woken at once.
 */
export class Outbox {
  private readonly listeners = new Set<() => void>();

  constructor(private readonly cipher: KeyRingCipher) {}

  /**
   * Writes a mail to send; nothing of it is readable in the row but which request wanted it.
   *
   * @param deadline after which the mail is of no use
   * @returns the id of the event
   */
  async add(transaction: Transaction, mail: MailRequest, deadline: Date): Promise<string> {
    const id = randomUUID();
    const payload = new Uint8Array(encryptMail(this.cipher, id, mail));
    const data = { id, subject: 'mailer.send', payload, deadline, ...currentTraceContext() };
    await transaction.outbox.create({ data });
    return id;
  }

  /** Writes a closed row at the cost of {@link add}: nothing is sent, and the response time does not reveal that. */
  async addDecoy(transaction: Transaction): Promise<void> {
    const now = new Date();
    const payload = randomBytes(DECOY_BYTES);
    const data = {
      id: randomUUID(),
      subject: 'mailer.send',
      payload,
      deadline: now,
      nextAt: null,
      closedAt: now,
    };
    await transaction.outbox.create({ data });
  }

  /** To be called after a transaction that wrote events was committed. */
  wake(): void {
    for (const listener of this.listeners) listener();
  }

  /**
   * Calls back after each commit that wrote events.
   *
   * @returns ends that
   */
  onWake(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
