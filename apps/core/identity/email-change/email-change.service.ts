import { Injectable } from '@nestjs/common';
import { EmailChangeOpenError, EmailInUseError } from '../accounts.errors.js';
import { AccountsRepository } from '../accounts.repository.js';
import type { ClientInfo } from '../client-info.js';
import { emailKey, parseEmail } from '../email.js';
import { AccountHandover } from '../handover/account-handover.js';
import { AccountMails } from '../mails/account-mails.js';
import { MailTokensRepository } from '../mails/mail-tokens.repository.js';
import { SecurityLog } from '../security-log/security-log.js';
import type { CurrentUser } from '../sessions/current-user.js';
import { Reauthentication, type Proof } from '../sign-in/reauthentication.js';

@Injectable()
export class EmailChangeService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly tokens: MailTokensRepository,
    private readonly mails: AccountMails,
    private readonly handover: AccountHandover,
    private readonly reauthentication: Reauthentication,
    private readonly log: SecurityLog,
  ) {}

  /** If the new address has an account, only its owner learns of it. Earlier links that undo stay valid. */
  async request(user: CurrentUser, newEmailText: string, proof: Proof): Promise<void> {
    const newEmail = parseEmail(newEmailText);
    const { email } = await this.accounts.getById(user.userId);
    if (emailKey(newEmail) === emailKey(email)) throw new EmailInUseError();
    const account = await this.reauthentication.confirm(user, proof);
    const holder = await this.accounts.findByEmail(newEmail);
    const isTaken = holder !== null && holder.activatedAt !== null;
    const template = isTaken ? 'account_exists' : 'confirm_email_change';
    const isWithinLimit = await this.mails.isWithinReceiverLimit(newEmail, template);
    const delivery = isTaken ? 'account_exists' : 'link';
    const { userId, sessionId } = user;
    const confirmation = {
      template: 'confirm_email_change',
      account,
      receiver: newEmail,
      sessionId,
    } as const;
    const notice = { template: 'email_change_notice', account, receiver: email, newEmail } as const;
    await this.accounts.transaction(async (tx) => {
      await this.accounts.lock(tx, account);
      if ((await this.tokens.undoEmails(tx, userId)).length > 0) throw new EmailChangeOpenError();
      await this.mails.sendLink(tx, confirmation, isWithinLimit ? delivery : 'none');
      await this.mails.sendLink(tx, notice);
      await this.log.record(tx, { userId, kind: 'email_change_requested', client: proof.client, sessionId });
    });
  }

  async confirm(token: string, client: ClientInfo): Promise<void> {
    await this.accounts.transaction(async (tx) => {
      const { userId, email, sessionId } = await this.tokens.redeem(tx, token, 'change_email');
      if (email === null || !(await this.accounts.changeEmail(tx, userId, email)))
        throw new EmailInUseError();
      await this.handover.changeHands(tx, {
        userId,
        event: 'email_changed',
        notice: 'email_changed',
        client,
        keptSessionId: sessionId,
        provesEmail: true,
      });
    });
  }

  /** Stops a change, or undoes a confirmed one and hands over nothing that was added since. */
  async stop(token: string, client: ClientInfo): Promise<void> {
    await this.accounts.transaction(async (tx) => {
      const { userId, email } = await this.tokens.redeem(tx, token, 'stop_change');
      if (email === null) throw new EmailInUseError();
      const account = await this.accounts.getWithin(tx, userId);
      const isChanged = emailKey(account.email) !== emailKey(email);
      const undone = isChanged ? await this.accounts.undoEmailChange(tx, userId, email) : null;
      if (isChanged && undone === null) throw new EmailInUseError();
      await this.handover.changeHands(tx, {
        userId,
        event: isChanged ? 'email_change_undone' : 'email_change_stopped',
        notice: 'email_change_undone',
        client,
        keptSessionId: null,
        provesEmail: true,
        undone: { changedAt: undone?.changedAt ?? null, email: isChanged ? account.email : null },
      });
    });
  }
}
