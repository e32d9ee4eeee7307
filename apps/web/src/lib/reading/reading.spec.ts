import { ApiError, NetworkError, type NoteMeta } from '#libs/api-client';
import { describe, expect, it } from 'vitest';
import { readingOf } from './reading.js';

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

describe('what a reader is told', () => {
  it('says when the note was read already', () => {
    const reading = readingOf(refusal(404, 'note.already_read', { read_at: time }), null);
    expect(reading).toEqual({ state: 'already_read', readAt: new Date(time) });
  });

  it('says when the note expired, and copes with not knowing it', () => {
    expect(readingOf(refusal(404, 'note.expired', { expires_at: time }), null)).toEqual({
      state: 'expired',
      expiresAt: new Date(time),
    });
    expect(readingOf(refusal(410, 'note.expired'), note)).toEqual({ state: 'expired', expiresAt: null });
  });

  it('says that there is no such note', () => {
    expect(readingOf(refusal(404, 'note.not_found'), null)).toEqual({ state: 'not_found' });
  });

  it('counts the tries that a wrong password leaves', () => {
    const reading = readingOf(refusal(404, 'note.wrong_password', { tries_left: 9 }), withPassword);
    expect(reading).toEqual({ state: 'waiting', note: withPassword, triesLeft: 9 });
  });

  it('calls the link damaged when the key is wrong and no person gave a password', () => {
    const reading = readingOf(refusal(404, 'note.wrong_password', { tries_left: 9 }), note);
    expect(reading).toEqual({ state: 'damaged' });
  });

  it.each([
    [404, 'note.wrong_password', { tries_left: 0, locked_until: time }],
    [429, 'note.locked', { locked_until: time }],
  ])('says until when the note is locked (%i %s)', (status, code, details) => {
    const reading = readingOf(refusal(status, code, details), withPassword);
    expect(reading).toEqual({ state: 'locked', until: new Date(time), note: withPassword });
  });

  it('tells a broken network from a server that is down, and keeps what it knew of the note', () => {
    expect(readingOf(new NetworkError(), note)).toEqual({ state: 'unreachable', note });
    expect(readingOf(refusal(503, 'unavailable'), note)).toEqual({ state: 'server_down', note });
  });

  it('never takes too many requests for a missing note', () => {
    expect(readingOf(refusal(429, 'request.rate_limited'), note)).toEqual({ state: 'rate_limited' });
  });
});
