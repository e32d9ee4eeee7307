import { fetchProtectedResource } from 'openid-client';
import { z } from 'zod';
import { claimsSchema, type Claims } from './oidc-claims.js';
import type { DiscoveredProvider } from './oidc-discovery.js';
import { failure, responseError } from './provider-problems.js';

const userInfoSchema = claimsSchema.extend({
  iss: z.string().optional(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
});

export async function readUserInfo(
  { configuration, metadata, keys }: DiscoveredProvider,
  accessToken: string,
  subject: string,
): Promise<Partial<Claims>> {
  const { userinfo_endpoint: endpoint } = metadata;
  if (endpoint === undefined) return {};
  const response = await fetchProtectedResource(configuration, accessToken, new URL(endpoint), 'GET');
  if (response.status !== 200) throw responseError(response);
  const isSigned = response.headers.get('content-type')?.startsWith('application/jwt');
  const text = await response.text();
  const body = isSigned ? new TextDecoder().decode(await keys.verify(text)) : text;
  const { iss, aud, ...claims } = userInfoSchema.parse(parsed(body));
  const [{ issuer }, { client_id: clientId }] = [metadata, configuration.clientMetadata()];
  const isForClient = (iss ?? issuer) === issuer && [aud ?? clientId].flat().includes(clientId);
  if (claims.sub !== subject || !isForClient)
    throw failure('sent user info of another person, issuer or client');
  return claims;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw failure('sent user info that is not JSON');
  }
}
