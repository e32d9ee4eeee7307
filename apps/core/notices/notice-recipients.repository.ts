import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#libs/database';
import { hashToken } from '#libs/encryption';
import { emailKey } from '../identity/email.js';
import * as sql from './notice-recipients.sql.js';

export interface NoticeSettings {
  isDefault: boolean;
  expiredUnread: boolean;
}

export interface NewNoticeAddress {
  email: string;
  /** Lets one browser use the address once it is confirmed. */
  key: string;
  token: string;
  ttlSeconds: number;
}

export interface NoticeAddress {
  id: string;
  isConfirmed: boolean;
}

@Injectable()
export class NoticeRecipientsRepository {
  constructor(private readonly database: Database) {}

  /** Returns the end of the link; null if the address has too many links already. */
  async insertAddress(tx: Transaction, address: NewNoticeAddress): Promise<Date | null> {
    const { email, key, token, ttlSeconds } = address;
    const values = [randomUUID(), email, emailKey(email), hashToken(key), hashToken(token), ttlSeconds];
    const [row] = await tx.query<{ expiresAt: Date }>(sql.insertNoticeAddress, values);
    return row?.expiresAt ?? null;
  }

  async confirmAddress(token: string): Promise<boolean> {
    return (await this.database.query(sql.confirmNoticeAddress, [hashToken(token)])).length > 0;
  }

  async findAddress(key: string): Promise<NoticeAddress | null> {
    return (await this.database.query<NoticeAddress>(sql.findNoticeAddress, [hashToken(key)]))[0] ?? null;
  }

  async settings(userId: string): Promise<NoticeSettings | null> {
    const select = { isDefault: true, expiredUnread: true } as const;
    return this.database.use((prisma) => prisma.noticeRecipient.findUnique({ where: { userId }, select }));
  }

  async change(userId: string, settings: Partial<NoticeSettings>): Promise<NoticeSettings> {
    await this.ensureAccount(userId);
    return this.database.use((prisma) =>
      prisma.noticeRecipient.update({ where: { userId }, data: settings }),
    );
  }

  async ensureAccount(userId: string): Promise<void> {
    await this.database.query(sql.ensureAccountRecipient, [randomUUID(), userId]);
  }

  async stop(recipientId: string): Promise<void> {
    await this.database.query(sql.stopNotices, [recipientId]);
  }

  async sweep(): Promise<void> {
    await this.database.query(sql.sweepNoticeAddresses, []);
  }
}
