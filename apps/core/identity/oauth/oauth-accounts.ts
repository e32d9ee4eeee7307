import { Injectable } from '@nestjs/common';
import { signUps } from '../accounts.metrics.js';
import { AccountsRepository } from '../accounts.repository.js';
import { parseEmail } from '../email.js';
import type { ProviderIdentity } from './providers/oauth-provider.js';
import { OauthError } from './oauth.errors.js';
import { OauthRepository } from './oauth.repository.js';

@Injectable()
export class OauthAccounts {
  constructor(
    private readonly repository: OauthRepository,
    private readonly accounts: AccountsRepository,
  ) {}

  /** Links by email only if the provider verified it. An attacker may have signed up with it: a pending account is taken over. */
  async accountOf(identity: ProviderIdentity): Promise<string> {
    const { id, isNew } = await this.repository.transaction(identity, async (tx) => {
      const known = await this.repository.findUserId(tx, identity);
      if (known !== null) return { id: known, isNew: false };
      const email = verifiedEmailOf(identity);
      const account = await this.repository.insertOrFindAccount(tx, email);
      if (account === null) throw new OauthError('failed', 'the account has been deleted');
      const isTakenOver = await this.accounts.takeOverPending(tx, account.id);
      await this.repository.link(tx, account.id, identity);
      if (account.isNew || isTakenOver) await this.accounts.confirmEmail(tx, account.id);
      return account;
    });
    if (isNew) signUps.inc();
    return id;
  }
}

function verifiedEmailOf({ verifiedEmail }: ProviderIdentity): string {
  if (verifiedEmail === null) throw new OauthError('unverified_email', 'not confirmed by the provider');
  try {
    return parseEmail(verifiedEmail);
  } catch {
    throw new OauthError('unverified_email', 'not a plain address');
  }
}
