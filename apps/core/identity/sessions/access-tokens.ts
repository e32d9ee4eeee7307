import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { exportJWK, jwtVerify, SignJWT, type JWK } from 'jose';
import { z } from 'zod';
import type { Config } from '#libs/config';
import { CLOCK, CONFIG, type Clock } from '../../tokens.js';
import { UnauthorizedError } from './sessions.errors.js';

const ALGORITHM = 'EdDSA';
/** RFC 9068: distinguishes access tokens from other JWTs. */
const TYPE = 'at+jwt';
const AUDIENCE = 'onasty-api';
const CLOCK_TOLERANCE_SECONDS = 30;

/** PKCS #8 of an Ed25519 key before its 32 bytes (RFC 8410, section 7). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

const claimsSchema = z.object({ sub: z.uuid(), sid: z.uuid() });

export interface AccessClaims {
  userId: string;
  sessionId: string;
}

/** To rotate, put a new key first, and remove the old one once its last token has expired. */
@Injectable()
export class AccessTokens {
  private readonly keys: ReadonlyMap<string, { private: KeyObject; public: KeyObject }>;
  private readonly activeId: string;
  private readonly issuer: string;
  private readonly ttlSeconds: number;

  constructor(
    @Inject(CONFIG) { accounts, appUrl }: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    const { activeId, keys } = accounts.signingKeys.reveal();
    this.activeId = activeId;
    this.keys = new Map([...keys].map(([id, seed]) => [id, keyPairOf(seed)]));
    this.issuer = appUrl;
    this.ttlSeconds = accounts.accessTokenSeconds;
  }

  async sign({ userId, sessionId }: AccessClaims): Promise<string> {
    const key = this.keys.get(this.activeId);
    if (key === undefined) throw new Error('JWT_SIGNING_KEYS has no active key');
    const now = Math.floor(this.clock() / 1_000);
    return new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: this.activeId })
      .setSubject(userId)
      .setIssuer(this.issuer)
      .setAudience(AUDIENCE)
      .setIssuedAt(now)
      .setExpirationTime(now + this.ttlSeconds)
      .sign(key.private);
  }

  async verify(token: string): Promise<AccessClaims> {
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => this.publicKey(kid), {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer: this.issuer,
        audience: AUDIENCE,
        requiredClaims: ['exp', 'iat', 'sub', 'sid'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(this.clock()),
      });
      const { sub, sid } = claimsSchema.parse(payload);
      return { userId: sub, sessionId: sid };
    } catch {
      throw new UnauthorizedError();
    }
  }

  async jwks(): Promise<{ keys: (JWK & { kty: string; kid: string })[] }> {
    const keys = [...this.keys].map(async ([kid, key]) => ({
      ...(await exportJWK(key.public)),
      kty: 'OKP',
      kid,
      alg: ALGORITHM,
      use: 'sig',
    }));
    return { keys: await Promise.all(keys) };
  }

  private publicKey(kid: string | undefined): KeyObject {
    const key = this.keys.get(kid ?? '');
    if (key === undefined) throw new UnauthorizedError();
    return key.public;
  }
}

function keyPairOf(seed: Buffer): { private: KeyObject; public: KeyObject } {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  return { private: key, public: createPublicKey(key) };
}
