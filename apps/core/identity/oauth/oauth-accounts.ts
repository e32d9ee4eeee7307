import { Injectable } from '@nestjs/common';
import { signUps } from '../accounts.metrics.js';
import { parseEmail } from '../email.js';
import type { ProviderIdentity } from './providers/oauth-provider.js';
import { OauthError } from './oauth.errors.js';
import { OauthRepository } from './oauth.repository.js';

@Injectable()
export class OauthAccounts {
  constructor(private readonly repository: OauthRepository) {}

  /** Links by email only if both sides verified it: an attacker may have signed up with the address. */
  async accountOf(identity: ProviderIdentity): Promise<string> {
    const { id, isNew } = await this.repository.transaction(identity, async (tx) => {
      const known = await this.repository.findUserId(tx, identity);
      if (known !== null) return { id: known, isNew: false };
      const email = verifiedEmailOf(identity);
      const account = await this.repository.insertOrFindAccount(tx, email);
      if (account === null) throw new OauthError('failed', 'the account has been deleted');
      if (account.activatedAt === null) throw new OauthError('unverified_email', 'not confirmed here');
      await this.repository.link(tx, account.id, identity);
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
