import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#libs/database';
import type { Identity } from '../providers/oauth-provider.js';

export interface StoredIdentity extends Identity {
  linkedAt: Date;
  lastUsedAt: Date | null;
}

@Injectable()
export class IdentitiesRepository {
  constructor(private readonly database: Database) {}

  async list(userId: string): Promise<StoredIdentity[]> {
    const rows = await this.database.use((prisma) => prisma.userIdentity.findMany(oldestFirst(userId)));
    return rows.map(storedIdentity);
  }

  async listWithin(tx: Transaction, userId: string): Promise<StoredIdentity[]> {
    return (await tx.userIdentity.findMany(oldestFirst(userId))).map(storedIdentity);
  }

  async insert(tx: Transaction, userId: string, { authority, subject }: Identity): Promise<void> {
    await tx.userIdentity.create({ data: { provider: authority, subject, userId } });
  }

  async delete(tx: Transaction, userId: string, { authority, subject }: Identity): Promise<void> {
    await tx.userIdentity.deleteMany({ where: { userId, provider: authority, subject } });
  }
}

const oldestFirst = (userId: string) => ({ where: { userId }, orderBy: { createdAt: 'asc' } }) as const;

interface Row {
  provider: string;
  subject: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

function storedIdentity({ provider, subject, createdAt, lastUsedAt }: Row): StoredIdentity {
  return { authority: provider, subject, linkedAt: createdAt, lastUsedAt };
}
