import { z } from 'zod';
import { boolean, domains, line, oneOf, secretText, singleLine } from '../parsers.js';
import { providerAddress } from '../server-address.js';
import { variable } from '../variable.js';

/** Without the spaces that copying adds. */
const clientId = z.string().trim().pipe(line);
const clientSecret = z.string().trim().pipe(secretText);

/** Sign-in through identity providers. */
export const oauthVariables = {
  SSO_ONLY: variable({
    description:
      'Lets people sign in through providers only. Sign-up, sign-in and reset by password are off, in the API and in the web UI.',
    schema: boolean,
    default: 'false',
    needsAny: ['GOOGLE_CLIENT_ID', 'GITHUB_CLIENT_ID', 'OIDC_CLIENT_ID'],
  }),
  GOOGLE_CLIENT_ID: variable({
    description: 'Client ID of sign-in with Google; requires GOOGLE_CLIENT_SECRET. Unset: not offered.',
    schema: clientId.optional(),
    needs: ['GOOGLE_CLIENT_SECRET'],
  }),
  GOOGLE_CLIENT_SECRET: variable({
    description: 'Client secret of sign-in with Google.',
    schema: clientSecret.optional(),
    secret: true,
    needs: ['GOOGLE_CLIENT_ID'],
  }),
  GOOGLE_ISSUER: variable({
    description: 'OpenID issuer of the provider `google`.',
    schema: providerAddress,
    default: 'https://accounts.google.com',
    needs: ['GOOGLE_CLIENT_ID'],
  }),
  GOOGLE_HOSTED_DOMAIN: variable({
    description:
      'Google Workspace domains to whose accounts sign-in with Google is limited, separated by commas. Unset: any Google account.',
    schema: domains,
    default: '',
    needs: ['GOOGLE_CLIENT_ID'],
  }),
  GITHUB_CLIENT_ID: variable({
    description: 'Client ID of sign-in with GitHub; requires GITHUB_CLIENT_SECRET. Unset: not offered.',
    schema: clientId.optional(),
    needs: ['GITHUB_CLIENT_SECRET'],
  }),
  GITHUB_CLIENT_SECRET: variable({
    description: 'Client secret of sign-in with GitHub.',
    schema: clientSecret.optional(),
    secret: true,
    needs: ['GITHUB_CLIENT_ID'],
  }),
  GITHUB_URL: variable({
    description: 'URL of GitHub or of a GitHub Enterprise server.',
    schema: providerAddress,
    default: 'https://github.com',
    needs: ['GITHUB_CLIENT_ID'],
  }),
  GITHUB_API_URL: variable({
    description: 'URL of the API of GITHUB_URL.',
    schema: providerAddress,
    default: 'https://api.github.com',
    needs: ['GITHUB_CLIENT_ID'],
  }),
  OIDC_ISSUER: variable({
    description:
      'Issuer of any OpenID Connect provider, with or without a final slash; requires OIDC_CLIENT_ID. Unset: not offered.',
    schema: providerAddress.optional(),
    needs: ['OIDC_CLIENT_ID'],
  }),
  OIDC_NAME: variable({
    description: 'Name of the OpenID Connect provider on its sign-in button.',
    schema: singleLine(40),
    default: 'Single sign-on',
    needs: ['OIDC_ISSUER'],
  }),
  OIDC_CLIENT_ID: variable({
    description: 'Client ID at the OpenID Connect provider.',
    schema: clientId.optional(),
    needs: ['OIDC_ISSUER'],
    needsAny: ['OIDC_CLIENT_SECRET', 'OIDC_TOKEN_AUTH_METHOD'],
  }),
  OIDC_CLIENT_SECRET: variable({
    description: 'Client secret at the OpenID Connect provider. A public client has none.',
    schema: clientSecret.optional(),
    secret: true,
    needs: ['OIDC_ISSUER', 'OIDC_CLIENT_ID'],
  }),
  OIDC_TOKEN_AUTH_METHOD: variable({
    description:
      'Authentication at the token endpoint: `client_secret_basic`, `client_secret_post`, or `none` for a public client. Unset: `client_secret_basic`, unless the provider lists only `client_secret_post`.',
    schema: z
      .string()
      .transform((text) => text.trim().replace(/^(basic|post)$/, 'client_secret_$1'))
      .pipe(oneOf('client_secret_basic', 'client_secret_post', 'none'))
      .optional(),
    needs: ['OIDC_ISSUER'],
    conflict(value, isSet) {
      const hasSecret = isSet('OIDC_CLIENT_SECRET');
      if (value === 'none') return hasSecret ? 'must not be none with OIDC_CLIENT_SECRET' : null;
      return hasSecret ? null : 'has no effect without OIDC_CLIENT_SECRET';
    },
  }),
  OIDC_TRUST_EMAIL: variable({
    description:
      'Trusts the email addresses of OIDC_ISSUER although it does not say whether they are confirmed. A person with the address of an account can then open it, so set this only if people cannot choose their address there.',
    schema: boolean,
    default: 'false',
    needs: ['OIDC_ISSUER'],
  }),
};
