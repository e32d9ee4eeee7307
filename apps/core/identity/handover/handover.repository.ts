import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import * as sql from './handover.sql.js';

@Injectable()
export class HandoverRepository {
  async removeLaterIdentities(tx: Transaction, userId: string, since: Date | null): Promise<string[]> {
    const rows = await tx.query<{ provider: string }>(sql.removeLaterIdentities, [userId, since]);
    return rows.map(({ provider }) => provider);
  }

  async removeApiKeys(tx: Transaction, userId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(sql.removeApiKeys, [userId]);
    return rows.map(({ id }) => id);
  }

  async removeWebhooks(tx: Transaction, userId: string): Promise<number> {
    return (await tx.query(sql.removeWebhooks, [userId])).length;
  }

  async beginEpoch(tx: Transaction, userId: string, provesEmail: boolean): Promise<string> {
    const [account] = await tx.query<{ email: string }>(sql.beginEpoch, [userId, provesEmail]);
    if (account === undefined) throw new Error('no account to hand over');
    return account.email;
  }
}
