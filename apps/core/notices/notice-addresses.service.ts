import { randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { Database } from '#libs/database';
import { Outbox } from '#libs/mail-outbox';
import { currentTraceContext } from '#libs/observability';
import { LinkNotFoundError } from '../identity/accounts.errors.js';
import { parseEmail } from '../identity/email.js';
import { AccountMails } from '../identity/mails/account-mails.js';
import { SignInRequiredError } from '../identity/sessions/sessions.errors.js';
import { CONFIG } from '../tokens.js';
import { NoticeRecipientsRepository } from './notice-recipients.repository.js';

const TEMPLATE = 'notice_address';
const LINK_MARGIN_MS = 300_000;

export type NoticeAddressState = 'confirmed' | 'pending' | 'unknown';

@Injectable()
export class NoticeAddressesService {
  constructor(
    private readonly repository: NoticeRecipientsRepository,
    private readonly mails: AccountMails,
    private readonly outbox: Outbox,
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Returns the key of the browser. The result is the same if a limit lets no mail go to the address. */
  async request(emailText: string): Promise<string> {
    if (this.config.notes.policy.needsSignIn) throw new SignInRequiredError();
    const email = parseEmail(emailText);
    const isWithinLimit = await this.mails.isWithinReceiverLimit(email, TEMPLATE);
    const [key, token] = [newSecret(), newSecret()];
    const ttlSeconds = this.config.accounts.verifyTokenSeconds;
    await this.database.transaction(async (tx) => {
      const expiresAt = await this.repository.insertAddress(tx, { email, key, token, ttlSeconds });
      if (expiresAt === null || !isWithinLimit) return this.outbox.addDecoy(tx);
      const request_id = currentTraceContext().requestId ?? randomUUID();
      const options = { token, link_expires_at: expiresAt.toISOString() };
      const mail = { request_id, receiver: email, template_name: TEMPLATE, options } as const;
      await this.outbox.add(tx, mail, new Date(expiresAt.getTime() - LINK_MARGIN_MS));
    });
    this.outbox.wake();
    return key;
  }

  async confirm(token: string): Promise<void> {
    if (!(await this.repository.confirmAddress(token))) throw new LinkNotFoundError();
  }

  async state(key: string): Promise<NoticeAddressState> {
    const address = await this.repository.findAddress(key);
    if (address === null) return 'unknown';
    return address.isConfirmed ? 'confirmed' : 'pending';
  }
}

const newSecret = () => randomBytes(32).toString('base64url');
