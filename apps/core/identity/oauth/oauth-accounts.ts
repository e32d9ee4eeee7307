import { Injectable } from '@nestjs/common';
import { signUps } from '../accounts.metrics.js';
import { parseEmail } from '../email.js';
import type { ProviderIdentity } from './providers/oauth-provider.js';
import { OauthError } from './oauth.errors.js';
import { OauthRepository } from './oauth.repository.js';

/** Which account of ours somebody has whom a provider knows. */
@Injectable()
export class OauthAccounts {
  constructor(private readonly repository: OauthRepository) {}

  /**
   * The account that this identity signed in to before; else the one with its address, when both the provider and we
   * have checked that; else a new one.
   *
   * @returns the id of the account
   * @throws {OauthError} without an address that the provider has checked, or when somebody has begun to sign up with it
   * and never shown that it is theirs: that password must not open an account of the owner
   */
  async accountOf(identity: ProviderIdentity): Promise<string> {
    const { id, isNew } = await this.repository.transaction(identity, async (transaction) => {
      const known = await this.repository.findUserId(transaction, identity);
      if (known !== null) return { id: known, isNew: false };
      const email = verifiedEmailOf(identity);
      const account = await this.repository.insertOrFindAccount(transaction, email);
      if (account === null) throw new OauthError('failed', 'the account went away meanwhile');
      if (account.activatedAt === null) throw new OauthError('unverified_email', 'not confirmed here');
      await this.repository.link(transaction, account.id, identity);
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
