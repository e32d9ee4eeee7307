import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { AccountsRepository, type Account } from '../../accounts.repository.js';
import { AccountHandover } from '../../handover/account-handover.js';
import type { CurrentUser } from '../../sessions/current-user.js';
import { Reauthentication, type Proof } from '../../sign-in/reauthentication.js';
import { OauthProviders } from '../providers/oauth-providers.js';
import { IdentityNotFoundError, LastWayInError } from './identities.errors.js';
import { IdentitiesRepository, type StoredIdentity } from './identities.repository.js';
import { IdentityLinks } from './identity-links.js';

export interface LinkedIdentity {
  provider: string;
  name: string;
  linkedAt: Date;
  lastUsedAt: Date | null;
}

@Injectable()
export class IdentitiesService {
  constructor(
    private readonly repository: IdentitiesRepository,
    private readonly links: IdentityLinks,
    private readonly providers: OauthProviders,
    private readonly accounts: AccountsRepository,
    private readonly reauthentication: Reauthentication,
    private readonly handover: AccountHandover,
  ) {}

  async list(userId: string): Promise<LinkedIdentity[]> {
    const identities = await this.repository.list(userId);
    return identities.map(({ authority, linkedAt, lastUsedAt }) => {
      const { id, name } = this.providers.ofAuthority(authority);
      return { provider: id, name, linkedAt, lastUsedAt };
    });
  }

  /** Also revokes what was issued or requested: it may be from a person who came through the provider. */
  async unlink(user: CurrentUser, providerId: string, proof: Proof): Promise<void> {
    const account = await this.reauthentication.confirm(user, proof);
    await this.accounts.transaction(async (tx) => {
      await this.accounts.lock(tx, account);
      const identities = await this.unlinkable(tx, account, providerId);
      const [{ authority }] = identities;
      const provider = this.providers.ofAuthority(authority);
      await this.links.unlink(tx, identities, { account, provider, client: proof.client });
      const { client } = proof;
      await this.handover.revokeIssued(tx, user.userId, { keptSessionId: user.sessionId, client });
    });
  }

  private async unlinkable(
    tx: Transaction,
    account: Account,
    providerId: string,
  ): Promise<[StoredIdentity, ...StoredIdentity[]]> {
    const all = await this.repository.listWithin(tx, account.id);
    const isOfProvider = ({ authority }: StoredIdentity) => this.providers.isOf(providerId, authority);
    const [first, ...more] = all.filter(isOfProvider);
    if (first === undefined) throw new IdentityNotFoundError();
    const others = all.filter((identity) => !isOfProvider(identity));
    const hasOtherWay =
      this.reauthentication.hasPassword(account) ||
      others.some(({ authority }) => this.providers.ofAuthority(authority).isOffered);
    if (!hasOtherWay) throw new LastWayInError();
    return [first, ...more];
  }
}
