import { randomBytes, randomUUID } from 'node:crypto';
import type { Transaction } from '#libs/database';
import type { KeyRingCipher } from '#libs/encryption';
import { currentTraceContext } from '#libs/observability';
import { encryptMail } from './encrypted-mail.js';
import type { MailRequest } from './mail-events.js';
import type { OutboxRepository } from './outbox.repository.js';

/** Size of a typical encrypted mail request. */
const DECOY_BYTES = 320;

/**
 * Mails to send, stored in the transaction that causes them: both are committed, or neither. A relay publishes them.
 *
 * @example
 * await database.transaction((tx) => outbox.add(tx, mail, deadline));
 * outbox.wake();
 */
export class Outbox {
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly repository: OutboxRepository,
    private readonly cipher: KeyRingCipher,
  ) {}

  /**
   * Stores a mail encrypted; only the id of the request is readable.
   *
   * @param deadline time after which the mail is useless
   * @returns the id of the mail
   */
  async add(tx: Transaction, mail: MailRequest, deadline: Date): Promise<string> {
    const id = randomUUID();
    const payload = encryptMail(this.cipher, id, mail);
    await this.repository.insert(tx, { id, payload, deadline, ...currentTraceContext() });
    return id;
  }

  /** Stores a closed row at the cost of {@link add}: nothing is sent, and the response time does not reveal that. */
  async addDecoy(tx: Transaction): Promise<void> {
    const payload = randomBytes(DECOY_BYTES);
    await this.repository.insertClosed(tx, { id: randomUUID(), payload, deadline: new Date() });
  }

  /** Wakes the relay of this process. Call it after a transaction that added a mail has committed. */
  wake(): void {
    for (const listener of this.listeners) listener();
  }

  /** Calls back on each wake; returns a function that unsubscribes. */
  onWake(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
