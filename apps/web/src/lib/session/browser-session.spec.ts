import { describe, expect, it } from 'vitest';
import { AccountsClient, NetworkError } from '#libs/api-client';
import { BrowserSession, SignedOutError, type SessionState } from './browser-session.js';
import type { SessionHint } from './session-hint.js';

class PlainSession extends BrowserSession {
  state: SessionState = 'unknown';
}

type StubResponse = [status: number, body?: unknown];

const pair = (name: string): StubResponse => [200, { access_token: name }];
const me = { email: 'ada@example.com', created_at: '2026-11-20T20:00:00.000Z', notes_created: 0 };
const unauthorized: StubResponse = [401, { code: 'auth.unauthorized' }];

/** Browser whose server sends the given responses in turn for each path. */
function browser(hasHint: boolean, responses: Record<string, (StubResponse | 'no network')[]>) {
  const requests: string[] = [];
  const callbacks: (() => void)[] = [];
  const sessionHint: SessionHint = {
    has: () => hasHint,
    set: () => (hasHint = true),
    remove: () => (hasHint = false),
    onChange: (callback) => void callbacks.push(callback),
  };
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { url } = new Request(new URL(input instanceof Request ? input.url : input, 'http://page'));
    const path = url.replace('http://page/api/v1', '');
    const token = new Headers(init?.headers).get('authorization');
    requests.push(token === null ? path : `${path} ${token}`);
    const response = responses[path]?.shift() ?? [599];
    if (response === 'no network') throw new TypeError('Failed to fetch');
    const [status, body] = response;
    const hasBody = body !== undefined && status !== 204;
    return new Response(hasBody ? JSON.stringify(body) : null, { status });
  };
  const accountsClient = new AccountsClient({ baseUrl: '', fetch });
  const session = new PlainSession({ accountsClient, sessionHint });
  return {
    session,
    requests,
    hasSessionHint: () => hasHint,
    fetchMe: () => session.call((token) => accountsClient.me(token)),
    otherTab: (has: boolean) => {
      hasHint = has;
      for (const changed of callbacks) changed();
    },
  };
}

describe('BrowserSession', () => {
  it('sends no request in a browser that never signed in', async () => {
    const { session, requests, fetchMe } = browser(false, {});
    await session.restore();
    expect(session.state).toBe('signed-out');
    await expect(fetchMe()).rejects.toBeInstanceOf(SignedOutError);
    expect(requests).toEqual([]);
  });

  it('restores the session from the cookie after a reload', async () => {
    const { session, requests, fetchMe } = browser(true, {
      '/auth/refresh-tokens': [pair('one')],
      '/me': [[200, me]],
    });
    await session.restore();
    expect(session.state).toBe('signed-in');
    expect(await fetchMe()).toEqual(me);
    expect(requests).toEqual(['/auth/refresh-tokens', '/me Bearer one']);
  });

  it('refreshes the token once for concurrent calls that receive 401', async () => {
    const { session, requests, fetchMe } = browser(true, {
      '/auth/refresh-tokens': [pair('two')],
      '/me': [unauthorized, unauthorized, [200, me], [200, me]],
    });
    session.begin({ access_token: 'one' });
    expect(await Promise.all([fetchMe(), fetchMe()])).toEqual([me, me]);
    expect(requests.filter((path) => path === '/auth/refresh-tokens')).toHaveLength(1);
    expect(requests.filter((path) => path === '/me Bearer two')).toHaveLength(2);
  });

  it('ends when a fresh token is rejected or the refresh fails with 401', async () => {
    const rejected = browser(true, {
      '/auth/refresh-tokens': [pair('two')],
      '/me': [unauthorized, unauthorized],
    });
    rejected.session.begin({ access_token: 'one' });
    await expect(rejected.fetchMe()).rejects.toBeInstanceOf(SignedOutError);
    const ended = browser(true, { '/auth/refresh-tokens': [[401, { code: 'session.token_reused' }]] });
    await ended.session.restore();
    for (const { session, hasSessionHint } of [rejected, ended]) {
      expect([session.state, hasSessionHint()]).toEqual(['signed-out', false]);
    }
  });

  it('keeps the session while the server is unreachable or unavailable', async () => {
    const { session, fetchMe, hasSessionHint } = browser(true, {
      '/auth/refresh-tokens': ['no network', [503], pair('one')],
      '/me': [[200, me]],
    });
    await expect(session.restore()).rejects.toBeInstanceOf(NetworkError);
    await expect(session.restore()).rejects.toMatchObject({ status: 503 });
    expect([session.state, hasSessionHint()]).toEqual(['unknown', true]);
    expect(await fetchMe()).toEqual(me);
    expect(session.state).toBe('signed-in');
  });

  it('does not repeat a call that fails with anything but 401', async () => {
    const { session, fetchMe, requests } = browser(true, { '/me': [[404, { code: 'x' }]] });
    session.begin({ access_token: 'one' });
    await expect(fetchMe()).rejects.toMatchObject({ status: 404 });
    expect(requests).toEqual(['/me Bearer one']);
  });

  it('signs out only after the server ended the session or does not know it', async () => {
    const { session, hasSessionHint } = browser(true, {
      '/auth/logout': [[503], [204]],
      '/auth/refresh-tokens': [pair('two')],
    });
    session.begin({ access_token: 'one' });
    await expect(session.logOut()).rejects.toMatchObject({ status: 503 });
    expect([session.state, hasSessionHint()]).toEqual(['signed-in', true]);
    await session.logOut();
    expect([session.state, hasSessionHint()]).toEqual(['signed-out', false]);
    await expect(session.logOut()).resolves.toBeUndefined();
  });

  it('follows another tab that signs out and in to another account', async () => {
    const { session, fetchMe, requests, otherTab } = browser(true, {
      '/auth/refresh-tokens': [pair('of another account')],
      '/me': [[200, me]],
    });
    session.begin({ access_token: 'one' });
    otherTab(false);
    expect(session.state).toBe('signed-out');
    otherTab(true);
    await fetchMe();
    expect(requests).toEqual(['/auth/refresh-tokens', '/me Bearer of another account']);
  });
});
