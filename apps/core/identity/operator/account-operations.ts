import type { AccountsRepository, Account } from '../accounts.repository.js';
import { parseEmail } from '../email.js';
import type { AccountMails } from '../mails/account-mails.js';
import type { AccountEventKind } from '../security-log/account-event.js';
import type { StoredEvent } from '../security-log/account-events.repository.js';
import type { SecurityLog } from '../security-log/security-log.js';
import type { SessionRow, SessionsRepository } from '../sessions/sessions.repository.js';
import type { MailTokensRepository } from '../mails/mail-tokens.repository.js';
import { OperatorError } from './operator.errors.js';

export interface AccountDetails {
  account: Account;
  providers: string[];
  sessions: SessionRow[];
  events: StoredEvent[];
}

interface Dependencies {
  accounts: AccountsRepository;
  tokens: MailTokensRepository;
  sessions: SessionsRepository;
  mails: AccountMails;
  log: SecurityLog;
  settings: {
    frontendUrl: string;
    inviteSeconds: number;
    sessionIdleSeconds: number;
    passwordSignIn: boolean;
  };
}

const PAGE = 500;
const SHOWN_EVENTS = 20;

export class AccountOperations {
  constructor(private readonly parts: Dependencies) {}

  async *list(search: string): AsyncGenerator<Account> {
    for (let after: string | null = null; ;) {
      const page: Account[] = await this.parts.accounts.page(search, after, PAGE);
      yield* page;
      if (page.length < PAGE) return;
      after = page.at(-1)?.id ?? null;
    }
  }

  async show(email: string): Promise<AccountDetails> {
    const account = await this.get(email);
    const [providers, sessions, { events }] = await Promise.all([
      this.parts.accounts.providersOf(account.id),
      this.parts.sessions.list(account.id, this.parts.settings.sessionIdleSeconds),
      this.parts.log.list(account.id, null, SHOWN_EVENTS),
    ]);
    return { account, providers, sessions, events };
  }

  /** Confirms the address in place of its owner, who then signs in with the chosen password. */
  async confirm(email: string): Promise<void> {
    await this.change(email, 'account_confirmed', async (tx, { id }) => {
      if (!(await this.parts.accounts.activate(tx, id)))
        throw new OperatorError('the account is confirmed already');
      await this.parts.tokens.revokeAll(tx, id, { withUndo: false });
    });
  }

  async block(email: string): Promise<void> {
    await this.change(email, 'account_blocked', async (tx, { id }) => {
      await this.parts.accounts.setBlocked(tx, id, true);
      await this.parts.tokens.revokeAll(tx, id, { withUndo: false });
      await this.parts.sessions.endAllBut(tx, id, null);
    });
  }

  async unblock(email: string): Promise<void> {
    await this.change(email, 'account_unblocked', (tx, { id }) =>
      this.parts.accounts.setBlocked(tx, id, false),
    );
  }

  async signOut(email: string): Promise<void> {
    await this.change(email, 'sessions_ended', (tx, { id }) => this.parts.sessions.endAllBut(tx, id, null));
  }

  async delete(email: string): Promise<void> {
    const account = await this.get(email);
    await this.parts.accounts.transaction(async (tx) => {
      await this.parts.accounts.delete(tx, account.id);
      await this.parts.mails.sendNotice(tx, account.email, 'account_deleted');
    });
  }

  /** Creates an account without a password. Returns the link that sets one, or null if it is mailed instead. */
  async invite(emailText: string, { mail }: { mail: boolean }): Promise<string | null> {
    const email = parseEmail(emailText);
    const { accounts, mails, tokens, log, settings } = this.parts;
    if (!settings.passwordSignIn)
      throw new OperatorError(
        'invitations set a password, and SSO_ONLY admits sign-in through providers only',
      );
    return accounts.transaction(async (tx) => {
      const account = await accounts.insertPending(tx, email, null);
      if (account === null) throw new OperatorError('the address has an account already');
      await log.record(tx, { userId: account.id, kind: 'account_invited', client: null });
      if (mail) {
        await mails.sendLink(tx, { template: 'invitation', account, receiver: email });
        return null;
      }
      const link = { purpose: 'reset', account, email: null, sessionId: null } as const;
      const { token } = await tokens.issue(tx, { ...link, ttlSeconds: settings.inviteSeconds });
      return `${settings.frontendUrl}/reset-password#t=${token}`;
    });
  }

  private async change(
    email: string,
    kind: AccountEventKind,
    work: (tx: Parameters<AccountsRepository['delete']>[0], account: Account) => Promise<void>,
  ): Promise<void> {
    const account = await this.get(email);
    await this.parts.accounts.transaction(async (tx) => {
      await work(tx, account);
      await this.parts.log.record(tx, { userId: account.id, kind, client: null });
    });
  }

  private async get(email: string): Promise<Account> {
    const account = await this.parts.accounts.findByEmail(email.trim());
    if (account === null) throw new OperatorError('no account has this address');
    return account;
  }
}
