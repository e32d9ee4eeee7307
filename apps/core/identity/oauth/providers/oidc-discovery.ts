import * as oidc from 'openid-client';
import type { OidcSettings } from './oidc-settings.js';
import { ProviderKeys } from './provider-keys.js';
import { algorithmError, setupError } from './provider-problems.js';
import { extensionsFor, PROVIDER_TIMEOUT_SECONDS, withoutSlash } from './provider-requests.js';

const ENDPOINTS = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const;
const TENANT = '{tenantid}';
/** Issuers of Microsoft Entra ID that let the tenants of strangers in. */
const SHARED_TENANTS = new Set(['common', 'organizations', 'consumers', TENANT]);

export interface DiscoveredProvider {
  configuration: oidc.Configuration;
  metadata: oidc.ServerMetadata;
  keys: ProviderKeys;
  warnings: string[];
}

/** Reads the discovery document of the issuer. @throws {OauthError} naming the setting that contradicts it */
export async function discover(settings: OidcSettings): Promise<DiscoveredProvider> {
  const { clientId } = settings;
  const url = new URL(`${settings.issuer}/.well-known/openid-configuration`);
  const options = { timeout: PROVIDER_TIMEOUT_SECONDS, execute: extensionsFor(url) };
  // Given the address of the document, the library does not compare the issuer.
  const discovered = await oidc.discovery(url, clientId, undefined, oidc.None(), options);
  const found: oidc.ServerMetadata = discovered.serverMetadata();
  const metadata = { ...found, issuer: checkedIssuer(found.issuer, settings) };
  checkEndpoints(metadata, url);
  checkAlgorithms(metadata);
  const { authentication, warnings } = authenticationAt(metadata, settings);
  const configuration = new oidc.Configuration(metadata, clientId, undefined, authentication);
  configuration.timeout = options.timeout;
  for (const extend of options.execute) extend(configuration);
  return { configuration, metadata, keys: new ProviderKeys(new URL(metadata.jwks_uri ?? '')), warnings };
}

function checkedIssuer(received: string, { prefix, issuer: expected }: OidcSettings): string {
  if (canonical(received) === canonical(expected)) {
    if (received.includes(TENANT)) throw sharedTenantError(received, prefix, expected);
    return received;
  }
  const [before, after] = received.split(TENANT);
  if (before !== undefined && after !== undefined && expected.startsWith(before)) {
    const tenant = expected.slice(before.length, expected.length - withoutSlash(after).length);
    if (SHARED_TENANTS.has(tenant)) throw sharedTenantError(received, prefix, expected);
    const own = `${before}${tenant}${after}`;
    if (withoutSlash(own) === expected && /^[\w.-]+$/.test(tenant)) return own;
  }
  const words = `calls itself ${received}, ${prefix}_ISSUER says ${expected}`;
  throw setupError(words, { attribute: 'issuer', expected, received });
}

function canonical(issuer: string): string {
  return withoutSlash(URL.canParse(issuer) ? new URL(issuer).href : issuer);
}

function sharedTenantError(received: string, prefix: string, expected: string) {
  const words = `serves every tenant (${received}): set ${prefix}_ISSUER to the issuer of your own tenant, with its id`;
  return setupError(words, { attribute: 'issuer', expected, received });
}

function checkEndpoints(metadata: oidc.ServerMetadata, { protocol }: URL): void {
  for (const name of ENDPOINTS) {
    const received = metadata[name];
    const isAllowed =
      received !== undefined &&
      URL.canParse(received) &&
      ['https:', protocol].includes(new URL(received).protocol);
    if (isAllowed) continue;
    const what = received === undefined ? `no ${name}` : `the ${name} ${received}`;
    const words = `names ${what} in its discovery document, which must be an https:// address`;
    throw setupError(words, { attribute: name, expected: 'https://', received });
  }
}

function checkAlgorithms({ id_token_signing_alg_values_supported: listed }: oidc.ServerMetadata): void {
  const [first] = listed ?? [];
  if (first !== undefined && listed?.every((algorithm) => /^(HS|none)/.test(algorithm)))
    throw algorithmError(first, 'RS256 or another algorithm with a public key');
}

/** HTTP Basic, the default of OpenID Connect, unless configured or the provider supports only other methods. */
function authenticationAt(
  metadata: oidc.ServerMetadata,
  { tokenAuthMethod, clientSecret, prefix }: OidcSettings,
) {
  const listed = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const isBasicListed = listed.includes('client_secret_basic');
  const method = tokenAuthMethod ?? (isBasicListed ? 'client_secret_basic' : 'client_secret_post');
  const warnings = listed.includes(method)
    ? []
    : [`the provider lists ${listed.join(', ')}, ${prefix}_TOKEN_AUTH_METHOD is ${method}`];
  const secret = clientSecret?.reveal();
  if (method === 'none' || secret === undefined) return { authentication: oidc.None(), warnings };
  const authenticate = method === 'client_secret_basic' ? oidc.ClientSecretBasic : oidc.ClientSecretPost;
  return { authentication: authenticate(secret), warnings };
}
