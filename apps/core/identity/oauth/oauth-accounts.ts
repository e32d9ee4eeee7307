import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { signUps } from '../accounts.metrics.js';
import { AccountsRepository } from '../accounts.repository.js';
import type { ClientInfo } from '../client-info.js';
import { parseEmail } from '../email.js';
import { AccountMails } from '../mails/account-mails.js';
import { SecurityLog } from '../security-log/security-log.js';
import type { OauthProvider, ProviderEmail, ProviderIdentity } from './providers/oauth-provider.js';
import { OauthError } from './oauth.errors.js';
import { OauthRepository, type FoundAccount } from './oauth.repository.js';

interface SignIn {
  provider: Pick<OauthProvider, 'id' | 'name'>;
  identity: ProviderIdentity;
  client: ClientInfo;
}

@Injectable()
export class OauthAccounts {
  constructor(
    private readonly repository: OauthRepository,
    private readonly accounts: AccountsRepository,
    private readonly mails: AccountMails,
    private readonly securityLog: SecurityLog,
  ) {}

  /** Finds a known person by identity alone; any other by an address that the provider vouches for. */
  async accountOf(signIn: SignIn): Promise<string> {
    const { identity } = signIn;
    const known = await this.repository.findUserId(null, identity);
    if (known !== null) return known;
    const email = vouchedEmail(await identity.readEmail());
    const { id, isNew } = await this.accounts.transaction(async (tx) => {
      await this.repository.lockIdentity(tx, identity);
      const linkedMeanwhile = await this.repository.findUserId(tx, identity);
      if (linkedMeanwhile !== null) return { id: linkedMeanwhile, isNew: false };
      const account = await this.repository.insertOrFindAccount(tx, email);
      if (account === null) throw new OauthError('failed', 'the account has been deleted');
      await this.link(tx, account, signIn);
      return account;
    });
    if (isNew) signUps.inc();
    return id;
  }

  /** An attacker may have signed up with the address, so a pending account is taken over. */
  private async link(tx: Transaction, account: FoundAccount, { provider, identity, client }: SignIn) {
    const isTakenOver = await this.accounts.takeOverPending(tx, account.id);
    await this.repository.link(tx, account.id, identity);
    if (account.isNew || isTakenOver) await this.accounts.confirmEmail(tx, account.id);
    const event = { userId: account.id, client, detail: provider.id };
    if (account.isNew) await this.securityLog.record(tx, { ...event, kind: 'account_created' });
    await this.securityLog.record(tx, { ...event, kind: 'identity_linked' });
    await this.mails.sendIdentityNotice(tx, account.email, 'identity_linked', provider.name);
  }
}

function vouchedEmail(email: ProviderEmail | null): string {
  if (email === null) throw new OauthError('missing_email', 'the provider sends no email address');
  if (email.vouched === 'no')
    throw new OauthError('unverified_email', 'the provider says that the email address is not confirmed');
  if (email.vouched === 'unknown')
    throw new OauthError(
      'unvouched_email',
      'the provider does not say whether the email address is confirmed: see OIDC_TRUST_EMAIL',
    );
  try {
    return parseEmail(email.address);
  } catch {
    throw new OauthError('invalid_email', 'the email address of the provider cannot be used');
  }
}
