import { Inject, Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#libs/database';
import * as sql from './sessions.sql.js';

export interface SessionRow {
  id: string;
  createdAt: Date;
  lastUsedAt: Date;
  browser: string;
  network: string;
}

export interface Owner {
  userId: string;
  sessionId: string;
}

/** A refresh token that was used before. */
export interface UsedToken extends Owner {
  justNow: boolean;
  successor: Buffer;
}

interface OwnerRow {
  session_id: string;
  user_id: string;
}

@Injectable()
export class SessionsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** False when there is no such user. */
  async insert(session: {
    id: string;
    userId: string;
    ttlSeconds: number;
    browser: string;
    network: string;
    tokenHash: Buffer;
  }): Promise<boolean> {
    const { id, userId, ttlSeconds, browser, network, tokenHash } = session;
    const values = [id, userId, ttlSeconds, browser, network, tokenHash];
    return (await this.database.query(sql.insertSession, values)).length > 0;
  }

  async rotate(tokens: {
    hash: Buffer;
    idleSeconds: number;
    nextHash: Buffer;
    successor: Buffer;
    network: string;
  }): Promise<Owner | null> {
    const { hash, idleSeconds, nextHash, successor, network } = tokens;
    const values = [hash, idleSeconds, nextHash, successor, network];
    const [row] = await this.database.query<OwnerRow>(sql.rotate, values);
    return row === undefined ? null : { userId: row.user_id, sessionId: row.session_id };
  }

  async findUsed(hash: Buffer): Promise<UsedToken | null> {
    const [row] = await this.database.query<OwnerRow & { just_now: boolean; successor: Buffer }>(
      sql.findUsed,
      [hash],
    );
    if (row === undefined) return null;
    const { session_id: sessionId, user_id: userId, just_now: justNow, successor } = row;
    return { userId, sessionId, justNow, successor };
  }

  async isLive({ userId, sessionId }: Owner): Promise<boolean> {
    return (await this.database.query(sql.isLive, [sessionId, userId])).length > 0;
  }

  async list(userId: string, idleSeconds: number): Promise<SessionRow[]> {
    const rows = await this.database.query<{
      id: string;
      created_at: Date;
      last_used_at: Date;
      browser: string;
      network: string;
    }>(sql.listSessions, [userId, idleSeconds]);
    return rows.map(({ created_at: createdAt, last_used_at: lastUsedAt, ...row }) => ({
      ...row,
      createdAt,
      lastUsedAt,
    }));
  }

  async end({ userId, sessionId }: Owner): Promise<boolean> {
    return (await this.database.query(sql.endSession, [sessionId, userId])).length > 0;
  }

  async endByToken(userId: string, hash: Buffer): Promise<void> {
    await this.database.query(sql.endSessionOfToken, [hash, userId]);
  }

  async endAll(userId: string): Promise<void> {
    await this.database.query(sql.endSessions, [userId, null]);
  }

  /** Within the caller's transaction. */
  async endAllBut(transaction: Transaction, userId: string, keptId: string | null): Promise<void> {
    await transaction.$executeRawUnsafe(sql.endSessions.text, userId, keptId);
  }

  async isKnownNetwork(userId: string, network: string): Promise<boolean> {
    return (await this.database.query(sql.isKnownNetwork, [userId, network])).length > 0;
  }

  async sweep(limit: number): Promise<number> {
    return (await this.database.query(sql.sweepSessions, [limit])).length;
  }
}
