import { describe, expect, it } from 'vitest';
import type { ActivityEvent } from '#libs/api-client';
import { eventText } from './event-text.js';

const text = (event: string, rest: Partial<ActivityEvent> = {}) => eventText({ count: 1, ...rest, event });

describe('text of an account event', () => {
  it('distinguishes the ways of a sign-in', () => {
    expect(text('sign_in', { detail: 'password' })).toBe('Signed in with the password');
    expect(text('sign_in', { detail: 'github' })).toBe('Signed in through github');
  });

  it('counts failed attempts', () => {
    expect(text('sign_in_failed', { detail: 'credentials' })).toBe('1 sign-in with a wrong password');
    expect(text('sign_in_failed', { count: 3 })).toBe('3 sign-ins with a wrong password');
  });

  it('is general for an event of a later release', () => {
    expect(text('passkey_added')).toBe('Another change of your account');
  });
});
