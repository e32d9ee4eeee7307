import { Injectable } from '@nestjs/common';
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

export interface UsedToken extends Owner {
  browser: string;
  isWithinGrace: boolean;
  successor: Uint8Array;
}

@Injectable()
export class SessionsRepository {
  constructor(private readonly database: Database) {}

  async insert(session: {
    id: string;
    userId: string;
    ttlSeconds: number;
    browser: string;
    network: string;
    tokenHash: Buffer;
    epoch: number;
  }): Promise<boolean> {
    const { id, userId, ttlSeconds, browser, network, tokenHash, epoch } = session;
    const values = [id, userId, ttlSeconds, browser, network, tokenHash, epoch];
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
    const [row] = await this.database.query<Owner>(sql.rotate, values);
    return row ?? null;
  }

  async findUsed(hash: Buffer): Promise<UsedToken | null> {
    const [row] = await this.database.query<UsedToken>(sql.findUsed, [hash]);
    return row ?? null;
  }

  async isLive({ userId, sessionId }: Owner): Promise<boolean> {
    return (await this.database.query(sql.isLive, [sessionId, userId])).length > 0;
  }

  /** A later statement sees what the account went through before it was locked. */
  async lockAccount(tx: Transaction, userId: string): Promise<void> {
    await tx.query(sql.lockAccountOfSession, [userId]);
  }

  async isLiveWithin(tx: Transaction, { userId, sessionId }: Owner): Promise<boolean> {
    return (await tx.query(sql.isLive, [sessionId, userId])).length > 0;
  }

  async isRecent({ userId, sessionId }: Owner): Promise<boolean> {
    return (await this.database.query(sql.isRecent, [sessionId, userId])).length > 0;
  }

  list(userId: string, idleSeconds: number): Promise<SessionRow[]> {
    return this.database.query(sql.listSessions, [userId, idleSeconds]);
  }

  async end({ userId, sessionId }: Owner): Promise<boolean> {
    return (await this.database.query(sql.endSession, [sessionId, userId])).length > 0;
  }

  async endByToken(userId: string, hash: Buffer): Promise<boolean> {
    return (await this.database.query(sql.endSessionOfToken, [hash, userId])).length > 0;
  }

  async endAll(userId: string): Promise<void> {
    await this.database.query(sql.endSessions, [userId, null]);
  }

  async endAllBut(tx: Transaction, userId: string, keptId: string | null): Promise<void> {
    await tx.query(sql.endSessions, [userId, keptId]);
  }

  async isKnownNetwork(userId: string, network: string): Promise<boolean> {
    return (await this.database.query(sql.isKnownNetwork, [userId, network])).length > 0;
  }

  async sweep(limit: number): Promise<number> {
    return (await this.database.query(sql.sweepSessions, [limit])).length;
  }
}
