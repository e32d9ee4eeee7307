import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import type { Transaction } from '#libs/database';
import { hashToken } from '#libs/encryption';
import { CONFIG } from '../../tokens.js';
import { AccessTokens } from './access-tokens.js';
import { RefreshTokenReusedError, SessionNotFoundError, UnauthorizedError } from './sessions.errors.js';
import type { ClientInfo } from '../client-info.js';
import { SecurityLog } from '../security-log/security-log.js';
import { decryptSuccessor, encryptSuccessor, newRefreshToken } from './refresh-tokens.js';
import { SessionsRepository, type Owner, type SessionRow } from './sessions.repository.js';

export interface TokenPair {
  accessToken: string;
  refreshToken: string;
}

/** Sessions. Each is one family of refresh tokens (RFC 9700, section 4.14). */
@Injectable()
export class SessionsService {
  constructor(
    private readonly repository: SessionsRepository,
    private readonly accessTokens: AccessTokens,
    private readonly log: SecurityLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * @param epoch of the account when its user was identified
   * @throws {UnauthorizedError} if the account is blocked, deleted or has changed hands since
   */
  async open(
    userId: string,
    client: ClientInfo,
    { epoch, way }: { epoch: number; way: string },
  ): Promise<TokenPair> {
    const id = randomUUID();
    const refreshToken = newRefreshToken();
    const opened = await this.repository.insert({
      id,
      userId,
      ttlSeconds: this.config.accounts.sessionSeconds,
      browser: client.browser,
      network: client.network,
      tokenHash: hashToken(refreshToken),
      epoch,
    });
    if (!opened) throw new UnauthorizedError();
    await this.log.record(null, { userId, kind: 'sign_in', client, sessionId: id, detail: way });
    return { accessToken: await this.accessTokens.sign({ userId, sessionId: id }), refreshToken };
  }

  /** Reuse ends the session, since two clients hold the token. Only a client that lost the response may repeat. */
  async refresh(token: string, client: ClientInfo): Promise<TokenPair> {
    const hash = hashToken(token);
    const next = newRefreshToken();
    const owner = await this.repository.rotate({
      hash,
      idleSeconds: this.config.accounts.sessionIdleSeconds,
      nextHash: hashToken(next),
      successor: encryptSuccessor(token, next),
      network: client.network,
    });
    if (owner !== null) return { accessToken: await this.accessTokens.sign(owner), refreshToken: next };
    const used = await this.repository.findUsed(hash);
    if (used === null) throw new UnauthorizedError();
    if (!used.isWithinGrace || used.browser !== client.browser) {
      await this.repository.end(used);
      await this.log.record(null, { ...used, kind: 'token_reused', client });
      throw new RefreshTokenReusedError();
    }
    return {
      accessToken: await this.accessTokens.sign(used),
      refreshToken: decryptSuccessor(token, used.successor),
    };
  }

  async authenticate(accessToken: string): Promise<Owner> {
    const claims = await this.accessTokens.verify(accessToken);
    if (!(await this.repository.isLive(claims))) throw new UnauthorizedError();
    return claims;
  }

  list(userId: string): Promise<SessionRow[]> {
    return this.repository.list(userId, this.config.accounts.sessionIdleSeconds);
  }

  async end(userId: string, sessionId: string, client: ClientInfo): Promise<void> {
    if (!(await this.repository.end({ userId, sessionId }))) throw new SessionNotFoundError();
    await this.log.record(null, { userId, sessionId, kind: 'session_ended', client });
  }

  async logOut({ userId, sessionId }: Owner, refreshToken: string | null, client: ClientInfo): Promise<void> {
    const hasEnded =
      refreshToken === null
        ? await this.repository.end({ userId, sessionId })
        : await this.repository.endByToken(userId, hashToken(refreshToken));
    if (hasEnded) await this.log.record(null, { userId, sessionId, kind: 'signed_out', client });
  }

  async endAll(userId: string, client: ClientInfo): Promise<void> {
    await this.repository.endAll(userId);
    await this.log.record(null, { userId, kind: 'sessions_ended', client });
  }

  isRecent(owner: Owner): Promise<boolean> {
    return this.repository.isRecent(owner);
  }

  endAllBut(tx: Transaction, userId: string, keptId: string | null): Promise<void> {
    return this.repository.endAllBut(tx, userId, keptId);
  }

  isKnownNetwork(userId: string, network: string): Promise<boolean> {
    return this.repository.isKnownNetwork(userId, network);
  }
}
