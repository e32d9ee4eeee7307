import { z } from 'zod';
import { plainText } from '../../../http/validation.js';
import { OauthError } from '../oauth.errors.js';
import type { ProviderEmail } from './oauth-provider.js';
import type { OidcSettings } from './oidc-settings.js';

const MAX_SUBJECT_LENGTH = 255;

export const claimsSchema = z.object({
  sub: plainText.min(1).max(MAX_SUBJECT_LENGTH),
  email: z.unknown().optional(),
  email_verified: z.unknown().optional(),
  hd: z.unknown().optional(),
});
export type Claims = z.output<typeof claimsSchema>;

export function emailIn({ email, email_verified: verified }: Claims): ProviderEmail | null {
  if (typeof email !== 'string' || email.trim() === '') return null;
  return { address: email, vouched: vouchingOf(verified) };
}

/** Some providers send the claim as a string. What neither says yes nor no must not count as either. */
function vouchingOf(verified: unknown): ProviderEmail['vouched'] {
  if (verified === true || verified === 'true') return 'yes';
  return /^(false|0|no)$/i.test(String(verified)) ? 'no' : 'unknown';
}

export function checkHostedDomain({ hd }: Claims, { hostedDomains }: OidcSettings): void {
  if (hostedDomains.length === 0) return;
  if (typeof hd === 'string' && hostedDomains.includes(hd.toLowerCase())) return;
  throw new OauthError('domain_not_allowed', 'the account is of no domain of GOOGLE_HOSTED_DOMAIN', {
    attribute: 'hd',
    expected: hostedDomains,
    received: hd,
  });
}
