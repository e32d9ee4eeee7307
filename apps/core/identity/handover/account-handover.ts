import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import type { ClientInfo } from '../client-info.js';
import { AccountMails } from '../mails/account-mails.js';
import type { NoticeTemplate } from '../mails/mail-content.js';
import { MailTokensRepository } from '../mails/mail-tokens.repository.js';
import type { AccountEventKind } from '../security-log/account-event.js';
import { SecurityLog } from '../security-log/security-log.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { HandoverRepository } from './handover.repository.js';

export interface Handover {
  userId: string;
  event: AccountEventKind;
  notice: NoticeTemplate;
  client: ClientInfo | null;
  keptSessionId: string | null;
  /** The owner has just shown that mail to the address arrives. */
  provesEmail: boolean;
  /** An undone change of email: its time, and the address that the account had in between. */
  undone?: { changedAt: Date | null; email: string | null };
}

interface Revocation {
  keptSessionId: string | null;
  client: ClientInfo | null;
  provesEmail?: boolean;
  withUndo?: boolean;
}

/**
 * The account may have changed hands. Nothing that was issued, requested or linked before works afterwards, apart from
 * an open link that undoes a change of email. Every flow that sets a password, or confirms, changes or restores an
 * address, calls this in its own transaction.
 */
@Injectable()
export class AccountHandover {
  constructor(
    private readonly repository: HandoverRepository,
    private readonly tokens: MailTokensRepository,
    private readonly sessions: SessionsService,
    private readonly mails: AccountMails,
    private readonly log: SecurityLog,
  ) {}

  async changeHands(tx: Transaction, handover: Handover): Promise<void> {
    const { userId, event, client, keptSessionId, provesEmail, undone } = handover;
    const unlinked = await this.repository.removeLaterIdentities(tx, userId, undone?.changedAt ?? null);
    const withUndo = undone !== undefined;
    const email = await this.revokeIssued(tx, userId, { keptSessionId, client, provesEmail, withUndo });
    await this.log.record(tx, { userId, kind: event, client });
    for (const provider of unlinked) {
      await this.log.record(tx, { userId, kind: 'identity_unlinked', client, detail: provider });
    }
    const undoEmails = await this.tokens.undoEmails(tx, userId);
    const concerned = new Set([email, ...undoEmails, undone?.email ?? email]);
    for (const receiver of concerned) await this.mails.sendNotice(tx, receiver, handover.notice, email);
  }

  /** Ends all other sessions, API keys and webhooks, and voids mailed links and whatever is under way. */
  async revokeIssued(
    tx: Transaction,
    userId: string,
    { keptSessionId, client, provesEmail = false, withUndo = false }: Revocation,
  ): Promise<string> {
    const email = await this.repository.beginEpoch(tx, userId, provesEmail);
    await this.tokens.revokeAll(tx, userId, { withUndo });
    await this.sessions.endAllBut(tx, userId, keptSessionId);
    for (const id of await this.repository.removeApiKeys(tx, userId)) {
      await this.log.record(tx, { userId, kind: 'api_key_revoked', client, detail: id });
    }
    const webhooks = await this.repository.removeWebhooks(tx, userId);
    if (webhooks > 0) await this.log.record(tx, { userId, kind: 'webhook_deleted', client });
    return email;
  }
}
