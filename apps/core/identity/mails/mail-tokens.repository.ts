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
import type { AccountOfEpoch } from '../accounts.repository.js';
import * as sql from './mail-tokens.sql.js';

export const MAIL_TOKEN_PURPOSES = ['verify', 'reset', 'change_email', 'stop_change'] as const;
export type MailTokenPurpose = (typeof MAIL_TOKEN_PURPOSES)[number];

export interface IssuedToken {
  token: string;
  expiresAt: Date;
}

export interface RedeemedToken {
  userId: string;
  email: string | null;
  sessionId: string | null;
}

export interface NewMailToken {
  purpose: MailTokenPurpose;
  /** Null for a decoy, which takes as long and cannot be redeemed. */
  account: AccountOfEpoch | null;
  email: string | null;
  sessionId: string | null;
  ttlSeconds: number;
}

@Injectable()
export class MailTokensRepository {
  constructor(private readonly database: Database) {}

  /** Replaces earlier links of the same purpose, except for those that undo a change of email. */
  async issue(tx: Transaction, link: NewMailToken): Promise<IssuedToken> {
    const { purpose, account, email, sessionId, ttlSeconds } = link;
    const token = randomBytes(32).toString('base64url');
    const [hash, userId] = [hashToken(token), account?.id ?? null];
    const values = [hash, purpose, userId, account?.epoch ?? null, email, ttlSeconds, sessionId];
    const [row] = await tx.query<{ expiresAt: Date }>(sql.insertMailToken, values);
    if (row === undefined) throw new Error('mail token not stored');
    await tx.query(sql.revokeEarlierMailTokens, [userId, purpose, hash]);
    return { token, expiresAt: row.expiresAt };
  }

  /** Links that undo a change of email stay valid unless `withUndo` is set. */
  async revokeAll(tx: Transaction, userId: string, { withUndo }: { withUndo: boolean }): Promise<void> {
    await tx.query(sql.revokeMailTokens, [userId, withUndo]);
  }

  async undoEmails(tx: Transaction, userId: string): Promise<string[]> {
    const rows = await tx.query<{ email: string }>(sql.undoEmails, [userId]);
    return rows.map(({ email }) => email);
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
