import { httpUrl, line, secretText, singleLine } from '../parsers.js';
import { variable } from '../variable.js';

/** Sign-in through identity providers. */
export const oauthVariables = {
  GOOGLE_CLIENT_ID: variable({
    description: 'Client ID of sign-in with Google; requires GOOGLE_CLIENT_SECRET. Unset: not offered.',
    schema: line.optional(),
    needs: ['GOOGLE_CLIENT_SECRET'],
  }),
  GOOGLE_CLIENT_SECRET: variable({
    description: 'Client secret of sign-in with Google.',
    schema: secretText.optional(),
    secret: true,
    needs: ['GOOGLE_CLIENT_ID'],
  }),
  GOOGLE_ISSUER: variable({
    description: 'OpenID issuer of the provider `google`.',
    schema: httpUrl,
    default: 'https://accounts.google.com',
    needs: ['GOOGLE_CLIENT_ID'],
  }),
  GITHUB_CLIENT_ID: variable({
    description: 'Client ID of sign-in with GitHub; requires GITHUB_CLIENT_SECRET. Unset: not offered.',
    schema: line.optional(),
    needs: ['GITHUB_CLIENT_SECRET'],
  }),
  GITHUB_CLIENT_SECRET: variable({
    description: 'Client secret of sign-in with GitHub.',
    schema: secretText.optional(),
    secret: true,
    needs: ['GITHUB_CLIENT_ID'],
  }),
  GITHUB_URL: variable({
    description: 'URL of GitHub or of a GitHub Enterprise server.',
    schema: httpUrl,
    default: 'https://github.com',
    needs: ['GITHUB_CLIENT_ID'],
  }),
  GITHUB_API_URL: variable({
    description: 'URL of the API of GITHUB_URL.',
    schema: httpUrl,
    default: 'https://api.github.com',
    needs: ['GITHUB_CLIENT_ID'],
  }),
  OIDC_ISSUER: variable({
    description:
      'Issuer of any OpenID Connect provider; requires OIDC_CLIENT_ID and OIDC_CLIENT_SECRET. Unset: not offered.',
    schema: httpUrl.optional(),
    needs: ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  }),
  OIDC_NAME: variable({
    description: 'Name of the OpenID Connect provider on its sign-in button.',
    schema: singleLine(40),
    default: 'Single sign-on',
    needs: ['OIDC_ISSUER'],
  }),
  OIDC_CLIENT_ID: variable({
    description: 'Client ID at the OpenID Connect provider.',
    schema: line.optional(),
    needs: ['OIDC_ISSUER', 'OIDC_CLIENT_SECRET'],
  }),
  OIDC_CLIENT_SECRET: variable({
    description: 'Client secret at the OpenID Connect provider.',
    schema: secretText.optional(),
    secret: true,
    needs: ['OIDC_ISSUER', 'OIDC_CLIENT_ID'],
  }),
};
