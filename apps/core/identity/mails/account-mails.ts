import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { EphemeralState, type RequestLimiter } from '#libs/redis';
import type { Config } from '#libs/config';
import type { Transaction } from '#libs/database';
import { Outbox, type MailRequest } from '#libs/mail-outbox';
import { CONFIG } from '../../config.provider.js';
import { emailKey } from '../email.js';

/** So many of one kind to one address; more would be a flood that somebody else caused. */
const MAILS_PER_RECEIVER = { name: 'mails-to', amount: 5, perSeconds: 3_600 };
/** Notices, which have no link that expires, are of use for some days. */
const NOTICE_LIFE_MS = 4 * 86_400_000;
/** A mail that arrives when its link has just expired helps nobody. */
const LINK_MARGIN_MS = 300_000;
/** About what the encrypted request of a real mail takes. */
const DECOY_BYTES = 320;

/** Mails about accounts, written into the outbox with the change that they tell of. */
@Injectable()
export class AccountMails {
  private readonly limiter: RequestLimiter;

  constructor(
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(EphemeralState) cache: EphemeralState,
  ) {
    this.limiter = cache.fixedWindowLimiter(MAILS_PER_RECEIVER);
  }

  /**
   * Whether another mail of this kind may go to this address; asked before the transaction. Who may get none gets a
   * decoy, so that an answer does not tell.
   */
  async isWithinReceiverLimit(receiver: string, kind: MailRequest['template_name']): Promise<boolean> {
    if (!this.config.rateLimit.enabled) return true;
    const key = createHash('sha256')
      .update(`${kind}\0${emailKey(receiver)}`)
      .digest('base64');
    return (await this.limiter.consume(key)).allowed;
  }

  /** @param linkExpiresAt null when there is no link */
  async send(transaction: Transaction, mail: MailRequest, linkExpiresAt: Date | null): Promise<void> {
    const deadline =
      linkExpiresAt === null
        ? new Date(Date.now() + NOTICE_LIFE_MS)
        : new Date(linkExpiresAt.getTime() - LINK_MARGIN_MS);
    await this.outbox.add(transaction, mail, deadline);
  }

  /** Writes a row as a mail would, already closed: the answer to an unknown address takes as long. */
  async decoy(transaction: Transaction): Promise<void> {
    await transaction.outbox.create({
      data: {
        id: randomUUID(),
        subject: 'mailer.send',
        payload: new Uint8Array(randomBytes(DECOY_BYTES)),
        deadline: new Date(),
        nextAt: null,
        closedAt: new Date(),
      },
    });
  }
}
