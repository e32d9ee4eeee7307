import { describe, expect, it } from 'vitest';
import { ApiError, NetworkError } from '#libs/api-client';
import { accountProblemOf } from './account-problem.js';

function apiError(status: number, code: string, retryAfterSeconds?: number): ApiError {
  return new ApiError({
    status,
    code,
    message: '',
    requestId: null,
    details: {},
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

describe('accountProblemOf', () => {
  it.each([
    [400, 'user.wrong_credentials', 'wrong_credentials'],
    [400, 'user.not_activated', 'not_activated'],
    [400, 'user.weak_password', 'weak_password'],
    [400, 'user.already_verified', 'link_used'],
    [409, 'api_key.too_many', 'too_many_api_keys'],
    [409, 'webhook.too_many', 'too_many_webhooks'],
    [400, 'webhook.url', 'webhook_url'],
    [409, 'identity.last_way_in', 'identity_last'],
    [403, 'user.password_sign_in_off', 'password_off'],
    [400, 'link.used', 'link_used'],
    [410, 'link.expired', 'link_expired'],
    [404, 'link.not_found', 'link_unknown'],
    [400, 'reset.used', 'link_used'],
    [400, 'reset.expired', 'link_expired'],
    [410, 'note.expired', 'expiry_past'],
    [413, 'request.too_large', 'too_long'],
    [503, 'unavailable', 'server_down'],
    [507, 'note.no_room', 'storage_full'],
    [507, 'note.account_full', 'account_full'],
    [429, 'note.daily_limit', 'daily_limit'],
    [418, 'tea.pot', 'unexpected'],
  ])('maps the code of %i %s', (status, code, kind) => {
    expect(accountProblemOf(apiError(status, code), true)).toEqual({ kind });
  });

  it('returns the seconds to wait when throttled', () => {
    const throttled = apiError(429, 'auth.too_many_attempts', 42);
    expect(accountProblemOf(throttled, true)).toEqual({ kind: 'throttled', seconds: 42 });
  });

  it('distinguishes an offline browser from an unreachable server', () => {
    expect(accountProblemOf(new NetworkError(), true)).toEqual({ kind: 'unreachable' });
    expect(accountProblemOf(new NetworkError(), false)).toEqual({ kind: 'offline' });
  });
});
