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

/** Decoys go as soon as they expire. An index is searched only by a time that stands still, that of the statement's start. */
export const sweepMailTokens = {
  name: 'sweep-mail-tokens',
  text: `
    DELETE FROM mail_token
     WHERE expires_at < statement_timestamp() - interval '30 days'
        OR (user_id IS NULL AND expires_at < statement_timestamp())`,
};

/** The secrets of the links in mails: 256 bits, stored hashed, used once, and replaced by a newer one. */
@Injectable()
export class MailTokensRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** @param userId null for a decoy, which takes as long and opens nothing */
  async issue(
    transaction: Transaction,
    link: { purpose: MailTokenPurpose; userId: string | null; email: string | null; ttlSeconds: number },
  ): Promise<IssuedToken> {
    const { purpose, userId, email, ttlSeconds } = link;
    const token = randomBytes(32).toString('base64url');
    await this.revoke(transaction, userId, purpose);
    const rows = await transaction.$queryRaw<{ expires_at: Date }[]>`
      INSERT INTO mail_token (hash, purpose, user_id, email, expires_at)
      VALUES (${hashToken(token)}, ${purpose}, ${userId}::uuid, ${email}, clock_timestamp() + make_interval(secs => ${ttlSeconds}::float8))
      RETURNING expires_at`;
    const [row] = rows;
    if (row === undefined) throw new Error('a mail token was not stored');
    return { token, expiresAt: row.expires_at };
  }

  /** Those of the user that are not used yet open nothing any more. */
  async revoke(transaction: Transaction, userId: string | null, purpose: MailTokenPurpose): Promise<void> {
    await transaction.$executeRaw`
      DELETE FROM mail_token WHERE user_id = ${userId}::uuid AND purpose = ${purpose} AND used_at IS NULL`;
  }

  /**
   * Uses a token up: of any number of callers one gets it.
   *
   * @throws {LinkUsedError} {@link LinkExpiredError} {@link LinkNotFoundError}
   */
  async redeem(transaction: Transaction, token: string, purpose: MailTokenPurpose): Promise<RedeemedToken> {
    const rows = await transaction.$queryRaw<{ user_id: string; email: string | null }[]>`
      UPDATE mail_token SET used_at = clock_timestamp()
       WHERE hash = ${hashToken(token)} AND purpose = ${purpose} AND user_id IS NOT NULL AND used_at IS NULL
         AND expires_at > clock_timestamp()
      RETURNING user_id, email`;
    const [row] = rows;
    if (row === undefined) throw await this.refusal(transaction, token, purpose);
    return { userId: row.user_id, email: row.email };
  }

  /** Forgets tokens a month after they expired; until then their links can say what became of them. */
  async sweep(): Promise<void> {
    await this.database.query(sweepMailTokens, []);
  }

  private async refusal(transaction: Transaction, token: string, purpose: MailTokenPurpose): Promise<Error> {
    const [found] = await transaction.$queryRaw<{ used: boolean }[]>`
      SELECT used_at IS NOT NULL AS used FROM mail_token
       WHERE hash = ${hashToken(token)} AND purpose = ${purpose} AND user_id IS NOT NULL`;
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
