import { ApiError, NetworkError, type NoteMeta } from '#libs/api-client';
import { describe, expect, it } from 'vitest';
import { readingStateOf } from './reading-state.js';

const note: NoteMeta = {
  created_at: '2026-11-20T12:00:00Z',
  has_password: false,
  sealed: true,
  keep_before_expiration: false,
};
const withPassword: NoteMeta = { ...note, has_password: true };
const time = '2026-11-20T12:30:00Z';

function refusal(status: number, code: string, details: Record<string, unknown> = {}): ApiError {
  return new ApiError({ status, code, message: '', requestId: null, details });
}

describe('readingStateOf', () => {
  it('returns the time at which the note was read', () => {
    const reading = readingStateOf(refusal(404, 'note.already_read', { read_at: time }), null);
    expect(reading).toEqual({ state: 'already_read', readAt: new Date(time), requestedHere: false });
  });

  it('returns the time of expiry, or null if the server does not report it', () => {
    expect(readingStateOf(refusal(404, 'note.expired', { expires_at: time }), null)).toEqual({
      state: 'expired',
      expiresAt: new Date(time),
    });
    expect(readingStateOf(refusal(410, 'note.expired'), note)).toEqual({ state: 'expired', expiresAt: null });
  });

  it('recognises a missing note', () => {
    expect(readingStateOf(refusal(404, 'note.not_found'), null)).toEqual({ state: 'not_found' });
  });

  it('returns the attempts left after a wrong password', () => {
    const reading = readingStateOf(refusal(404, 'note.wrong_password', { tries_left: 9 }), withPassword);
    expect(reading).toEqual({ state: 'unopened', note: withPassword, attemptsLeft: 9 });
  });

  it('reports a damaged link for a wrong key without a password prompt', () => {
    const reading = readingStateOf(refusal(404, 'note.wrong_password', { tries_left: 9 }), note);
    expect(reading).toEqual({ state: 'damaged', sealed: true });
  });

  it.each([
    [404, 'note.wrong_password', { tries_left: 0, locked_until: time }],
    [429, 'note.locked', { locked_until: time }],
  ])('returns the end of the lock for %i %s', (status, code, details) => {
    const reading = readingStateOf(refusal(status, code, details), withPassword);
    expect(reading).toEqual({ state: 'locked', until: new Date(time), note: withPassword });
  });

  it('returns when to try again if only the author can lift the lock', () => {
    const body = { status: 429, code: 'note.locked', message: '', requestId: null, details: {} };
    const before = Date.now();
    const reading = readingStateOf(new ApiError({ ...body, retryAfterSeconds: 60 }), withPassword);
    expect(reading).toMatchObject({ state: 'locked', until: expect.any(Date) });
    const until = 'until' in reading ? reading.until.getTime() : 0;
    expect(until).toBeGreaterThanOrEqual(before + 60_000);
    expect(until).toBeLessThanOrEqual(Date.now() + 60_000);
  });

  it('distinguishes a network failure from an unavailable server and keeps the metadata', () => {
    expect(readingStateOf(new NetworkError(), note)).toEqual({ state: 'unreachable', note });
    expect(readingStateOf(refusal(503, 'unavailable'), note)).toEqual({ state: 'server_down', note });
  });

  it('distinguishes rate limiting from a missing note', () => {
    expect(readingStateOf(refusal(429, 'request.rate_limited'), note)).toEqual({
      state: 'rate_limited',
      note,
    });
  });
});
