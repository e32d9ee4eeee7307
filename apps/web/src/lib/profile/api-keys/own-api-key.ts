import type { ApiKey, NewApiKey } from '#libs/api-client';
import { m } from '../../paraglide/messages.js';

type Scope = ApiKey['scopes'][number];

export interface OwnApiKey {
  id: string;
  name: string;
  scopes: Scope[];
  networks: string[];
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
}

export const SCOPE_LABELS: Record<Scope, () => string> = {
  'notes:create': m.api_key_scope_create,
  'notes:read-own': m.api_key_scope_read,
  'notes:manage': m.api_key_scope_manage,
  'webhooks:manage': m.api_key_scope_webhooks,
};

export const SCOPES: Scope[] = ['notes:create', 'notes:read-own', 'notes:manage', 'webhooks:manage'];

const DAY_SECONDS = 86_400;
export const LIFETIMES = {
  month: { label: m.api_key_lifetime_month, seconds: 30 * DAY_SECONDS },
  quarter: { label: m.api_key_lifetime_quarter, seconds: 90 * DAY_SECONDS },
  year: { label: m.api_key_lifetime_year, seconds: 365 * DAY_SECONDS },
  never: { label: m.api_key_lifetime_never, seconds: null },
};
export type Lifetime = keyof typeof LIFETIMES;

export const isLifetime = (value: string): value is Lifetime => Object.hasOwn(LIFETIMES, value);

export function ownApiKeysOf(keys: readonly ApiKey[]): OwnApiKey[] {
  return keys.map((key) => ({
    id: key.id,
    name: key.name,
    scopes: key.scopes,
    networks: key.cidrs,
    createdAt: new Date(key.created_at),
    lastUsedAt: key.last_used_at === undefined ? null : new Date(key.last_used_at),
    expiresAt: key.expires_at === undefined ? null : new Date(key.expires_at),
  }));
}

/** A later release of the server may have other scopes. */
export function scopeText(scope: string): string {
  const known = SCOPES.find((one) => one === scope);
  return known === undefined ? scope : SCOPE_LABELS[known]();
}

export type ApiKeyField = 'name' | 'scopes' | 'networks' | 'requests' | 'notes';

export const MAX_REQUESTS = 6_000;
export const MAX_NOTES = 1_000_000;

export interface ApiKeyInput {
  name: string;
  scopes: Scope[];
  lifetime: Lifetime;
  networks: string;
  requests: string;
  notes: string;
}

/** Returns the body of the request, or the first field that needs another value. */
export function newApiKeyOf(input: ApiKeyInput): NewApiKey | ApiKeyField {
  const name = input.name.trim();
  if (name === '') return 'name';
  if (input.scopes.length === 0) return 'scopes';
  const networks = networksIn(input.networks);
  if (networks.some((network) => !NETWORK.test(network))) return 'networks';
  const requests = limitOf(input.requests, MAX_REQUESTS);
  if (requests === 'wrong') return 'requests';
  const notes = limitOf(input.notes, MAX_NOTES);
  if (notes === 'wrong') return 'notes';
  return {
    name,
    scopes: input.scopes,
    expires_in: LIFETIMES[input.lifetime].seconds,
    cidrs: networks,
    requests_per_minute: requests,
    notes_per_day: notes,
  };
}

export const wrongNetworkIn = (text: string): string =>
  networksIn(text).find((network) => !NETWORK.test(network)) ?? networksIn(text).join(' ');

/** The server checks the rest. */
const NETWORK = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)(?:\/\d{1,3})?$/i;

const networksIn = (text: string): string[] => text.split(/[\s,;]+/).filter((part) => part !== '');

function limitOf(text: string, max: number): number | null | 'wrong' {
  if (text.trim() === '') return null;
  const amount = Number(text);
  return Number.isInteger(amount) && amount >= 1 && amount <= max ? amount : 'wrong';
}
