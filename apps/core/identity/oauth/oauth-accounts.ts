import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import type { Transaction } from '#libs/database';
import { signUps } from '../accounts.metrics.js';
import { AccountsRepository } from '../accounts.repository.js';
import type { ClientInfo } from '../client-info.js';
import { parseEmail } from '../email.js';
import { SecurityLog } from '../security-log/security-log.js';
import { isSignUpOpenTo } from '../sign-up/sign-up-policy.js';
import { CONFIG } from '../../tokens.js';
import { IdentityLinks } from './identities/identity-links.js';
import type { Identity, OauthProvider, ProviderEmail, ProviderIdentity } from './providers/oauth-provider.js';
import { OauthError } from './oauth.errors.js';
import { OauthRepository, type FoundAccount, type Owner } from './oauth.repository.js';

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
    private readonly links: IdentityLinks,
    private readonly securityLog: SecurityLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Finds a known person by identity alone; any other by an address that the provider vouches for. */
  async ensureAccount(signIn: SignIn): Promise<void> {
    const { identity } = signIn;
    const known = await this.repository.findOwner(null, identity);
    if (known !== null) return rejectBlocked(known);
    const email = vouchedEmail(await identity.readEmail());
    const isNew = await this.accounts.transaction(async (tx) => {
      await this.repository.lockIdentity(tx, identity);
      if ((await this.repository.findOwner(tx, identity)) !== null) return false;
      const account = await this.repository.insertOrFindAccount(tx, email);
      if (account === null)
        throw new OauthError(
          'failed',
          'the account was deleted, or the address can still return to another account',
        );
      rejectBlocked(account);
      if (account.isNew && !isSignUpOpenTo(this.config.accounts.signUp, email))
        throw new OauthError('sign_up_closed', 'SIGN_UP admits no account of this address');
      await this.link(tx, account, signIn);
      return account.isNew;
    });
    if (isNew) signUps.inc();
  }

  findOwner(identity: Identity): Promise<Owner | null> {
    return this.repository.findOwner(null, identity);
  }

  recordUse(identity: Identity): Promise<void> {
    return this.repository.recordUse(identity);
  }

  /** An attacker may have signed up with the address, so a pending account is taken over. */
  private async link(tx: Transaction, account: FoundAccount, { provider, identity, client }: SignIn) {
    const isTakenOver = await this.accounts.takeOverPending(tx, account.id);
    if (account.isNew) {
      const event = { userId: account.id, kind: 'account_created', client, detail: provider.id } as const;
      await this.securityLog.record(tx, event);
    }
    await this.links.link(tx, identity, { account, provider, client });
    if (account.isNew || isTakenOver) await this.accounts.confirmEmail(tx, account.id);
  }
}

function rejectBlocked({ blockedAt }: Owner): void {
  if (blockedAt !== null) throw new OauthError('blocked', 'the account is blocked');
}

function vouchedEmail(email: ProviderEmail | null): string {
  if (email === null) throw new OauthError('missing_email', 'the provider sends no email address');
  if (email.vouched === 'no')
    throw new OauthError(
      'unverified_email',
      'the provider says that the email address is not confirmed: see docs/sign-in-providers.md',
    );
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
