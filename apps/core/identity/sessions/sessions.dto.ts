import { z } from 'zod';
import { plainText } from '../../http/validation.js';
import type { SessionRow } from './sessions.repository.js';
import type { TokenPair } from './sessions.service.js';

const time = z.iso.datetime();
const MAX_TOKEN_LENGTH = 512;

export const refreshTokenSchema = z
  .strictObject({
    refresh_token: plainText
      .max(MAX_TOKEN_LENGTH)
      .optional()
      .meta({ description: 'Omitted by the web UI, which sends it as a cookie.' }),
  })
  .meta({ id: 'RefreshToken' });

export const tokenPairSchema = z
  .object({ access_token: z.string(), refresh_token: z.string() })
  .meta({ id: 'TokenPair' });

export const refreshedTokensSchema = z
  .object({
    access_token: z.string(),
    refresh_token: z
      .string()
      .optional()
      .meta({ description: 'Omitted if the cookie was the credential: no script needs it.' }),
  })
  .meta({ id: 'RefreshedTokens' });

export const sessionsSchema = z
  .array(
    z.object({
      id: z.uuid(),
      created_at: time,
      last_used_at: time,
      browser: z.string(),
      network: z.string(),
      current: z.boolean().meta({ description: 'True for the session of this request.' }),
    }),
  )
  .meta({ id: 'Sessions' });

export const jwksSchema = z
  .object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })) })
  .meta({ id: 'Jwks' });

export function tokenPairDto(pair: TokenPair): z.output<typeof tokenPairSchema> {
  return { access_token: pair.accessToken, refresh_token: pair.refreshToken };
}

export function accessTokenDto({ accessToken }: TokenPair): z.output<typeof refreshedTokensSchema> {
  return { access_token: accessToken };
}

export function sessionsDto(sessions: SessionRow[], currentId: string): z.output<typeof sessionsSchema> {
  return sessions.map((session) => ({
    id: session.id,
    created_at: session.createdAt.toISOString(),
    last_used_at: session.lastUsedAt.toISOString(),
    browser: session.browser,
    network: session.network,
    current: session.id === currentId,
  }));
}
