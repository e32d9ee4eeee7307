import { z } from 'zod';
import { secretText } from '../parsers.js';
import { variable } from '../variable.js';

/** Sign-in through identity providers. */
export const oauthVariables = {
  GOOGLE_CLIENT_ID: variable({
    description: 'Client ID of sign-in with Google; requires GOOGLE_CLIENT_SECRET. Unset: not offered.',
    schema: z.string().optional(),
  }),
  GOOGLE_CLIENT_SECRET: variable({
    description: 'Client secret of sign-in with Google.',
    schema: secretText.optional(),
    secret: true,
  }),
  GOOGLE_ISSUER: variable({
    description: 'OpenID issuer of the provider `google`.',
    schema: z.url(),
    default: 'https://accounts.google.com',
  }),
  GITHUB_CLIENT_ID: variable({
    description: 'Client ID of sign-in with GitHub; requires GITHUB_CLIENT_SECRET. Unset: not offered.',
    schema: z.string().optional(),
  }),
  GITHUB_CLIENT_SECRET: variable({
    description: 'Client secret of sign-in with GitHub.',
    schema: secretText.optional(),
    secret: true,
  }),
  GITHUB_URL: variable({
    description: 'URL of GitHub or of a GitHub Enterprise server.',
    schema: z.url(),
    default: 'https://github.com',
  }),
  GITHUB_API_URL: variable({
    description: 'URL of the API of GITHUB_URL.',
    schema: z.url(),
    default: 'https://api.github.com',
  }),
  OIDC_ISSUER: variable({
    description:
      'Issuer of any OpenID Connect provider; requires OIDC_CLIENT_ID and OIDC_CLIENT_SECRET. Unset: not offered.',
    schema: z.url().optional(),
  }),
  OIDC_NAME: variable({
    description: 'Name of the OpenID Connect provider on its sign-in button.',
    schema: z.string().min(1).max(40),
    default: 'Single sign-on',
  }),
  OIDC_CLIENT_ID: variable({
    description: 'Client ID at the OpenID Connect provider.',
    schema: z.string().optional(),
  }),
  OIDC_CLIENT_SECRET: variable({
    description: 'Client secret at the OpenID Connect provider.',
    schema: secretText.optional(),
    secret: true,
  }),
};
