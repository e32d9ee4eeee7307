import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
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
  /** The address that a change is about. */
  email: string | null;
}

/** The secrets of the links in mails: 256 bits, stored hashed, used once, and replaced by a newer one. */
@Injectable()
export class MailTokensRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** @param userId null for a decoy, which takes as long and opens nothing */
  async issue(
    tx: Transaction,
    link: { purpose: MailTokenPurpose; userId: string | null; email: string | null; ttlSeconds: number },
  ): Promise<IssuedToken> {
    const { purpose, userId, email, ttlSeconds } = link;
    const token = randomBytes(32).toString('base64url');
    await this.revoke(tx, userId, purpose);
    const values = [hashToken(token), purpose, userId, email, ttlSeconds];
    const [row] = await tx.query<{ expiresAt: Date }>(sql.insertMailToken, values);
    if (row === undefined) throw new Error('a mail token was not stored');
    return { token, expiresAt: row.expiresAt };
  }

  /** Those of the user that are not used yet open nothing any more. */
  async revoke(tx: Transaction, userId: string | null, purpose: MailTokenPurpose): Promise<void> {
    await tx.query(sql.revokeMailTokens, [userId, purpose]);
  }

  /**
   * Uses a token up: of any number of callers one gets it.
   *
   * @throws {LinkUsedError} {@link LinkExpiredError} {@link LinkNotFoundError}
   */
  async redeem(tx: Transaction, token: string, purpose: MailTokenPurpose): Promise<RedeemedToken> {
    const [row] = await tx.query<RedeemedToken>(sql.redeemMailToken, [hashToken(token), purpose]);
    if (row === undefined) throw await this.refusal(tx, token, purpose);
    return row;
  }

  /** Forgets tokens a month after they expired; until then their links can say what became of them. */
  async sweep(): Promise<void> {
    await this.database.query(sql.sweepMailTokens, []);
  }

  private async refusal(tx: Transaction, token: string, purpose: MailTokenPurpose): Promise<Error> {
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
