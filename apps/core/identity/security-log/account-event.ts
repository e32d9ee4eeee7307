import type { ClientInfo } from '../client-info.js';

export const ACCOUNT_EVENTS = [
  'account_blocked',
  'account_confirmed',
  'account_created',
  'account_invited',
  'account_unblocked',
  'api_key_created',
  'api_key_refused',
  'api_key_revoked',
  'email_change_requested',
  'email_change_stopped',
  'email_change_undone',
  'email_changed',
  'identity_linked',
  'identity_unlinked',
  'password_changed',
  'password_reset',
  'session_ended',
  'sessions_ended',
  'sign_in',
  'sign_in_failed',
  'sign_in_limited',
  'signed_out',
  'token_reused',
  'webhook_changed',
  'webhook_created',
  'webhook_deleted',
  'webhook_secret_rotated',
] as const;
export type AccountEventKind = (typeof ACCOUNT_EVENTS)[number];

/** Attackers can cause these without limit: repetitions share a row, and none displaces another kind. */
export const FAILED_ATTEMPTS = [
  'api_key_refused',
  'sign_in_failed',
  'sign_in_limited',
] as const satisfies readonly AccountEventKind[];

export interface AccountEvent {
  userId: string;
  kind: AccountEventKind;
  client: ClientInfo | null;
  sessionId?: string;
  /** Way of a sign-in, reason of a failure, name of a provider or id of an API key; never a secret or an address. */
  detail?: string;
}

/** /24 of IPv4, as in `ClientInfo`; /48 of IPv6. */
export function coarseNetwork(network: string): string {
  return network.includes(':') ? `${network.split(':').slice(0, 3).join(':')}::/48` : network;
}
