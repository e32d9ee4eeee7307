import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#libs/database';
import { hashToken } from '#libs/encryption';
import {
  AlreadyVerifiedError,
  LinkExpiredError,
  LinkNotFoundError,
  LinkUsedError,
  ResetLinkExpiredError,
  ResetLinkUsedError,
} from '../accounts.errors.js';
import * as sql from './mail-tokens.sql.js';

export type MailTokenPurpose = 'verify' | 'reset' | 'change_email' | 'stop_change';

export interface IssuedToken {
  token: string;
  expiresAt: Date;
}

export interface RedeemedToken {
  userId: string;
  email: string | null;
}

@Injectable()
export class MailTokensRepository {
  constructor(private readonly database: Database) {}

  /** @param link.userId null for a decoy, which takes as long and cannot be redeemed */
  async issue(
    tx: Transaction,
    link: { purpose: MailTokenPurpose; userId: string | null; email: string | null; ttlSeconds: number },
  ): Promise<IssuedToken> {
    const { purpose, userId, email, ttlSeconds } = link;
    const token = randomBytes(32).toString('base64url');
    await this.revoke(tx, userId, purpose);
    const values = [hashToken(token), purpose, userId, email, ttlSeconds];
    const [row] = await tx.query<{ expiresAt: Date }>(sql.insertMailToken, values);
    if (row === undefined) throw new Error('mail token not stored');
    return { token, expiresAt: row.expiresAt };
  }

  async revoke(tx: Transaction, userId: string | null, purpose: MailTokenPurpose): Promise<void> {
    await tx.query(sql.revokeMailTokens, [userId, purpose]);
  }

  async redeem(tx: Transaction, token: string, purpose: MailTokenPurpose): Promise<RedeemedToken> {
    const [row] = await tx.query<RedeemedToken>(sql.redeemMailToken, [hashToken(token), purpose]);
    if (row === undefined) throw await this.rejection(tx, token, purpose);
    return row;
  }

  /** Deletes tokens a month after expiry; until then their links explain why they fail. */
  async sweep(): Promise<void> {
    await this.database.query(sql.sweepMailTokens, []);
  }

  private async rejection(tx: Transaction, token: string, purpose: MailTokenPurpose): Promise<Error> {
    const [found] = await tx.query<{ used: boolean }>(sql.explainMailToken, [hashToken(token), purpose]);
    if (found === undefined) return new LinkNotFoundError();
    return found.used ? usedError(purpose) : expiredError(purpose);
  }
}

function usedError(purpose: MailTokenPurpose): Error {
  if (purpose === 'verify') return new AlreadyVerifiedError();
  return purpose === 'reset' ? new ResetLinkUsedError() : new LinkUsedError();
}

function expiredError(purpose: MailTokenPurpose): Error {
  return purpose === 'reset' ? new ResetLinkExpiredError() : new LinkExpiredError();
}
