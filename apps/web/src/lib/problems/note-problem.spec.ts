import { ApiError, NetworkError } from '#libs/api-client';
import { EnvelopeError } from '#libs/note-crypto';
import { describe, expect, it } from 'vitest';
import { noteProblemOf } from './note-problem.js';

function apiError(status: number, code: string, retryAfterSeconds?: number): ApiError {
  const seconds = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  return new ApiError({ status, code, message: '', requestId: null, details: {}, ...seconds });
}

describe('noteProblemOf', () => {
  it.each([
    [400, 'note.slug_taken', 'slug_taken'],
    [400, 'note.slug_invalid', 'slug_invalid'],
    [410, 'note.expired', 'expiry_past'],
    [413, 'request.too_large', 'too_long'],
    [413, 'http.413', 'too_long'],
    [400, 'request.invalid', 'unexpected'],
    [500, 'internal', 'server_down'],
    [502, 'http.502', 'server_down'],
    [503, 'unavailable', 'server_down'],
    [507, 'note.no_room', 'storage_full'],
    [507, 'note.account_full', 'account_full'],
    [429, 'note.daily_limit', 'daily_limit'],
  ])('maps %i %s to %s', (status, code, kind) => {
    expect(noteProblemOf(apiError(status, code), true)).toEqual({ kind });
  });

  it('returns the seconds to wait when rate limited', () => {
    expect(noteProblemOf(apiError(429, 'request.rate_limited', 7), true)).toEqual({
      kind: 'rate_limited',
      seconds: 7,
    });
  });

  it('distinguishes an offline browser from an unreachable server', () => {
    expect(noteProblemOf(new NetworkError(), false)).toEqual({ kind: 'offline' });
    expect(noteProblemOf(new NetworkError(), true)).toEqual({ kind: 'unreachable' });
  });

  it('distinguishes an insecure page from a malformed text', () => {
    expect(noteProblemOf(new EnvelopeError('envelope.crypto_unavailable'), true)).toEqual({
      kind: 'insecure',
    });
    expect(noteProblemOf(new EnvelopeError('envelope.text_malformed'), true)).toEqual({
      kind: 'text_malformed',
    });
  });
});
