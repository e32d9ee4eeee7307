import { z } from 'zod';
import { secretText } from './parsers.js';
import { variable } from './variable.js';

/** Signing in through other providers. */
export const oauthVariables = {
  GOOGLE_CLIENT_ID: variable({
    description: 'Client of Google for signing in, with GOOGLE_CLIENT_SECRET. Unset: no such button.',
    schema: z.string().optional(),
  }),
  GOOGLE_CLIENT_SECRET: variable({
    description: 'Secret of that client.',
    schema: secretText.optional(),
    secret: true,
  }),
  GOOGLE_ISSUER: variable({
    description: 'The OpenID issuer behind the name google.',
    schema: z.url(),
    default: 'https://accounts.google.com',
  }),
  GITHUB_CLIENT_ID: variable({
    description: 'Client of GitHub for signing in, with GITHUB_CLIENT_SECRET. Unset: no such button.',
    schema: z.string().optional(),
  }),
  GITHUB_CLIENT_SECRET: variable({
    description: 'Secret of that client.',
    schema: secretText.optional(),
    secret: true,
  }),
  GITHUB_URL: variable({
    description: 'GitHub, or a GitHub Enterprise server.',
    schema: z.url(),
    default: 'https://github.com',
  }),
  GITHUB_API_URL: variable({
    description: 'The API of that GitHub.',
    schema: z.url(),
    default: 'https://api.github.com',
  }),
  OIDC_ISSUER: variable({
    description:
      'Any OpenID Connect provider, by its issuer; with OIDC_CLIENT_ID and OIDC_CLIENT_SECRET. Unset: no such button.',
    schema: z.url().optional(),
  }),
  OIDC_NAME: variable({
    description: 'What its button says.',
    schema: z.string().min(1).max(40),
    default: 'Single sign-on',
  }),
  OIDC_CLIENT_ID: variable({
    description: 'Client of that provider.',
    schema: z.string().optional(),
  }),
  OIDC_CLIENT_SECRET: variable({
    description: 'Secret of that client.',
    schema: secretText.optional(),
    secret: true,
  }),
};
