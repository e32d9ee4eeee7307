import { errors as jose } from 'jose';
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { TimeoutError } from 'p-timeout';
import { z } from 'zod';
import { OauthError, type Mismatch } from '../oauth.errors.js';

const SETUP_ERRORS = new Set([
  'incorrect_client_credentials',
  'invalid_client',
  'invalid_redirect_uri',
  'invalid_request',
  'invalid_scope',
  'redirect_uri_mismatch',
  'unauthorized_client',
  'unsupported_grant_type',
  'unsupported_response_type',
]);
/** Attributes whose values are public. All others may be secret or about a person. */
const PUBLIC_ATTRIBUTES = new Set(['alg', 'aud', 'azp', 'exp', 'iat', 'iss', 'nbf']);
const TIMES = new Set(['exp', 'iat', 'nbf']);
const CERTIFICATE_CODES = /CERT|SIGNATURE|ERR_TLS/;

const detailsSchema = z.object({
  expected: z.unknown().optional(),
  attribute: z.string().optional(),
  claim: z.string().optional(),
  body: z.looseObject({ error: z.string().optional() }).optional(),
  claims: z.looseObject({}).optional(),
  header: z.looseObject({ alg: z.string() }).optional(),
  alg: z.string().optional(),
});
type Details = z.output<typeof detailsSchema>;

/** Describes a failure in words that name what to change. Never repeats codes, tokens or email addresses. */
export function oauthErrorOf(error: unknown, prefix: string): OauthError {
  if (error instanceof OauthError) return error;
  if (error instanceof TimeoutError) return failure('did not respond in time');
  if (error instanceof ResponseBodyError || error instanceof AuthorizationResponseError)
    return rejection(error.error, prefix);
  if (error instanceof WWWAuthenticateChallengeError) return responseError(error.response);
  if (error instanceof ClientError) return protocolError(error, prefix);
  if (error instanceof jose.JWKSNoMatchingKey)
    return setupError('signs with a key that its jwks_uri does not list');
  if (error instanceof jose.JOSEError) return failure(`sent an invalid signature or key set (${error.code})`);
  if (error instanceof z.ZodError) return failure(`sent an invalid ${error.issues[0]?.path.join('.')}`);
  return connectionError(error);
}

export function algorithmError(received: string, expected: unknown): OauthError {
  const words = received.startsWith('HS')
    ? `signs ID tokens with ${received}, a shared secret: choose a signing key there, for RS256 or ES256`
    : `signs ID tokens with ${received}, which its discovery document does not list`;
  return setupError(words, { attribute: 'alg', expected, received });
}

export function setupError(words: string, mismatch?: Mismatch): OauthError {
  return new OauthError('misconfigured', `the provider ${words}`, mismatch);
}

export function failure(words: string, mismatch?: Mismatch): OauthError {
  return new OauthError('provider', `the provider ${words}`, mismatch);
}

function rejection(error: string, prefix: string): OauthError {
  const code = /^[\w.-]{1,60}$/.test(error) ? error : 'an unknown error';
  if (!SETUP_ERRORS.has(code)) return failure(`responded with ${code}`);
  const method = prefix === 'OIDC' ? ', and try another OIDC_TOKEN_AUTH_METHOD' : '';
  const remedy = code.includes('client')
    ? `compare ${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET with the client there${method}`
    : 'compare redirect URI, scopes and grant types of the client there with docs/sign-in-providers.md';
  return setupError(`responded with ${code}: ${remedy}`);
}

function protocolError({ code, cause }: ClientError, prefix: string): OauthError {
  if (cause instanceof Response) return responseError(cause);
  if (code === 'OAUTH_TIMEOUT') return failure('did not respond in time');
  if (code === undefined) return connectionError(cause);
  const details = detailsOf(cause) ?? {};
  return contentError(details, prefix) ?? failure(`sent an invalid response (${code})`);
}

function contentError(details: Details, prefix: string): OauthError | null {
  const { body, header, alg = header?.alg, expected } = details;
  if (body?.error !== undefined) return rejection(body.error, prefix);
  return alg === undefined ? mismatchError(details) : algorithmError(alg, expected);
}

function detailsOf(cause: unknown): Details | null {
  return (cause instanceof Error && detailsSchema.safeParse(cause.cause).data) || null;
}

function mismatchError({ attribute, claim, expected, body, claims }: Details): OauthError | null {
  const name = attribute ?? claim;
  if (name === undefined) return null;
  if (!PUBLIC_ATTRIBUTES.has(name)) return failure(`sent another ${name} than expected`, { attribute: name });
  const mismatch = { attribute: name, expected, received: (body ?? claims)?.[name] };
  if (TIMES.has(name))
    return setupError(`sent an ID token whose ${name} is out of time: compare both clocks`, mismatch);
  return setupError(`sent an ID token whose ${name} differs from its setup here`, mismatch);
}

export function responseError({ url, status, headers }: Response): OauthError {
  const path = URL.canParse(url) ? new URL(url).pathname : 'a request';
  if (status >= 500 || status === 429) return failure(`responded with ${status} to ${path}`);
  if (status >= 400) return setupError(`responded with ${status} to ${path}`);
  const location = headers.get('location');
  return setupError(location === null ? `sent no JSON from ${path}` : `redirects from ${path}`);
}

function connectionError(error: unknown): OauthError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (CERTIFICATE_CODES.test(code))
    return setupError(`has a certificate that is not trusted (${code}): set NODE_EXTRA_CA_CERTS`);
  if (code !== '') return failure(`cannot be reached (${code})`);
  return failure(`failed (${cause instanceof Error ? cause.name : 'unknown'})`);
}
