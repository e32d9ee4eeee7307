import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import type { ClientInfo } from '../../client-info.js';
import { AccountMails } from '../../mails/account-mails.js';
import { SecurityLog } from '../../security-log/security-log.js';
import type { Identity } from '../providers/oauth-provider.js';
import { IdentitiesRepository } from './identities.repository.js';

interface LinkChange {
  account: { id: string; email: string };
  provider: { id: string; name: string };
  client: ClientInfo;
}

/** Each change of a link is in the security log, and mailed to the owner of the account. */
@Injectable()
export class IdentityLinks {
  constructor(
    private readonly repository: IdentitiesRepository,
    private readonly mails: AccountMails,
    private readonly securityLog: SecurityLog,
  ) {}

  async link(tx: Transaction, identity: Identity, change: LinkChange): Promise<void> {
    await this.repository.insert(tx, change.account.id, identity);
    await this.announce(tx, 'identity_linked', change);
  }

  async unlink(tx: Transaction, identities: readonly Identity[], change: LinkChange): Promise<void> {
    for (const identity of identities) await this.repository.delete(tx, change.account.id, identity);
    await this.announce(tx, 'identity_unlinked', change);
  }

  private async announce(
    tx: Transaction,
    kind: 'identity_linked' | 'identity_unlinked',
    { account, provider, client }: LinkChange,
  ): Promise<void> {
    await this.securityLog.record(tx, { userId: account.id, kind, client, detail: provider.id });
    await this.mails.sendIdentityNotice(tx, account.email, kind, provider.name);
  }
}
