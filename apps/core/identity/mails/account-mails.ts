import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import type { Transaction } from '#libs/database';
import { hashToken } from '#libs/encryption';
import { Outbox, type MailTemplate } from '#libs/mail-outbox';
import { currentTraceContext } from '#libs/observability';
import { EphemeralState, type RequestLimiter } from '#libs/redis';
import { CLOCK, CONFIG, type Clock } from '../../tokens.js';
import { emailKey } from '../email.js';
import {
  linkContent,
  noticeContent,
  type IdentityTemplate,
  type LinkMail,
  type MailContent,
  type NoticeTemplate,
} from './mail-content.js';
import { MailTokensRepository, type MailTokenPurpose } from './mail-tokens.repository.js';

/** Per template, so that an attacker cannot flood a receiver. */
const MAILS_PER_RECEIVER = { name: 'mails-to', amount: 5, perSeconds: 3_600 };
const NOTICE_DEADLINE_MS = 4 * 86_400_000;
/** A link must not expire before its receiver can open it. */
const LINK_MARGIN_MS = 300_000;

export type Delivery = 'link' | 'account_exists' | 'none';

interface Link {
  purpose: MailTokenPurpose;
  ttlSeconds: (config: Config['accounts']) => number;
  setsEmail?: boolean;
}

const LINKS: Record<LinkMail['template'], Link> = {
  email_verification: { purpose: 'verify', ttlSeconds: (config) => config.verifyTokenSeconds },
  reset_password: { purpose: 'reset', ttlSeconds: (config) => config.resetTokenSeconds },
  // An invited person sets the first password, which also confirms the address.
  invitation: { purpose: 'reset', ttlSeconds: (config) => config.verifyTokenSeconds },
  confirm_email_change: {
    purpose: 'change_email',
    ttlSeconds: (config) => config.changeEmailTokenSeconds,
    setsEmail: true,
  },
  // Outlives the other link, so that a change confirmed at the last moment can still be undone.
  email_change_notice: {
    purpose: 'stop_change',
    ttlSeconds: (config) => 2 * config.changeEmailTokenSeconds,
    setsEmail: true,
  },
};

@Injectable()
export class AccountMails {
  private readonly receiverLimit: RequestLimiter;

  constructor(
    private readonly outbox: Outbox,
    private readonly tokens: MailTokensRepository,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
    state: EphemeralState,
  ) {
    this.receiverLimit = state.fixedWindowLimiter(MAILS_PER_RECEIVER);
  }

  async isWithinReceiverLimit(receiver: string, template: MailTemplate): Promise<boolean> {
    if (!this.config.rateLimit.enabled) return true;
    const key = hashToken(`${template}\0${emailKey(receiver)}`).toString('base64');
    return (await this.receiverLimit.consume(key)).allowed;
  }

  /** Each delivery runs the same statements: response times must not reveal who has an account. */
  async sendLink(
    tx: Transaction,
    mail: LinkMail,
    delivery: Delivery = mail.account === null ? 'none' : 'link',
  ): Promise<void> {
    const { account, receiver } = mail;
    const { purpose, ttlSeconds, setsEmail = false } = LINKS[mail.template];
    const email = setsEmail ? receiver : null;
    const sessionId = 'sessionId' in mail ? mail.sessionId : null;
    const token = { purpose, account, email, sessionId, ttlSeconds: ttlSeconds(this.config.accounts) };
    const issued = await this.tokens.issue(tx, token);
    if (delivery === 'none') return this.outbox.addDecoy(tx);
    if (delivery === 'account_exists') return this.sendNotice(tx, receiver, 'account_exists');
    return this.add(tx, receiver, linkContent(mail, issued), issued.expiresAt.getTime() - LINK_MARGIN_MS);
  }

  sendNotice(tx: Transaction, receiver: string, template: NoticeTemplate, email = receiver): Promise<void> {
    const now = new Date(this.clock());
    return this.add(tx, receiver, noticeContent(template, now, email), now.getTime() + NOTICE_DEADLINE_MS);
  }

  sendIdentityNotice(
    tx: Transaction,
    receiver: string,
    template: IdentityTemplate,
    provider: string,
  ): Promise<void> {
    const now = new Date(this.clock());
    const options = { provider, changed_at: now.toISOString() };
    const content = { template_name: template, options };
    return this.add(tx, receiver, content, now.getTime() + NOTICE_DEADLINE_MS);
  }

  private async add(
    tx: Transaction,
    receiver: string,
    content: MailContent,
    deadlineMs: number,
  ): Promise<void> {
    const request_id = currentTraceContext().requestId ?? randomUUID();
    const withoutPasswords = this.config.accounts.passwordSignIn ? {} : { password_sign_in: false };
    await this.outbox.add(
      tx,
      { request_id, receiver, ...withoutPasswords, ...content },
      new Date(deadlineMs),
    );
  }
}
