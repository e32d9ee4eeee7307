import { describe, expect, it } from 'vitest';
import { AccountsClient, NetworkError } from '#libs/api-client';
import { BrowserSession, SignedOutError, type SessionState } from './browser-session.js';
import type { Mark } from './mark.js';

class PlainSession extends BrowserSession {
  state: SessionState = 'unknown';
}

type Answer = [status: number, body?: unknown];

const pair = (name: string): Answer => [200, { access_token: name, refresh_token: 'in the cookie' }];
const me = { email: 'ada@example.com', created_at: '2026-11-20T20:00:00.000Z', notes_created: 0 };
const unauthorized: Answer = [401, { code: 'auth.unauthorized' }];

/** A browser with a session or without, and a server that answers each path with these, one after the other. */
function browser(marked: boolean, answers: Record<string, (Answer | 'no network')[]>) {
  const asked: string[] = [];
  const callbacks: (() => void)[] = [];
  const mark: Mark = {
    has: () => marked,
    set: () => (marked = true),
    remove: () => (marked = false),
    onChange: (callback) => void callbacks.push(callback),
  };
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { url } = new Request(new URL(input instanceof Request ? input.url : input, 'http://page'));
    const path = url.replace('http://page/api/v1', '');
    const token = new Headers(init?.headers).get('authorization');
    asked.push(token === null ? path : `${path} ${token}`);
    const answer = answers[path]?.shift() ?? [599];
    if (answer === 'no network') throw new TypeError('Failed to fetch');
    const [status, body] = answer;
    const hasBody = body !== undefined && status !== 204;
    return new Response(hasBody ? JSON.stringify(body) : null, { status });
  };
  const accounts = new AccountsClient({ baseUrl: '', fetch });
  const session = new PlainSession({ accounts, mark });
  return {
    session,
    asked,
    isMarked: () => marked,
    askMe: () => session.call((token) => accounts.me(token)),
    otherTab: (has: boolean) => {
      marked = has;
      for (const changed of callbacks) changed();
    },
  };
}

describe('the session of a browser', () => {
  it('asks the server for nothing when nobody signed in here', async () => {
    const { session, asked, askMe } = browser(false, {});
    await session.start();
    expect(session.state).toBe('signed-out');
    await expect(askMe()).rejects.toBeInstanceOf(SignedOutError);
    expect(asked).toEqual([]);
  });

  it('is found again after a reload through the cookie', async () => {
    const { session, asked, askMe } = browser(true, {
      '/auth/refresh-tokens': [pair('one')],
      '/me': [[200, me]],
    });
    await session.start();
    expect(session.state).toBe('signed-in');
    expect(await askMe()).toEqual(me);
    expect(asked).toEqual(['/auth/refresh-tokens', '/me Bearer one']);
  });

  it('refreshes once for calls that were refused together', async () => {
    const { session, asked, askMe } = browser(true, {
      '/auth/refresh-tokens': [pair('two')],
      '/me': [unauthorized, unauthorized, [200, me], [200, me]],
    });
    session.begin({ access_token: 'one' });
    expect(await Promise.all([askMe(), askMe()])).toEqual([me, me]);
    expect(asked.filter((path) => path === '/auth/refresh-tokens')).toHaveLength(1);
    expect(asked.filter((path) => path === '/me Bearer two')).toHaveLength(2);
  });

  it('is over when a fresh token is refused, and when there is no fresh one', async () => {
    const refused = browser(true, {
      '/auth/refresh-tokens': [pair('two')],
      '/me': [unauthorized, unauthorized],
    });
    refused.session.begin({ access_token: 'one' });
    await expect(refused.askMe()).rejects.toBeInstanceOf(SignedOutError);
    const ended = browser(true, { '/auth/refresh-tokens': [[401, { code: 'session.token_reused' }]] });
    await ended.session.start();
    for (const { session, isMarked } of [refused, ended]) {
      expect([session.state, isMarked()]).toEqual(['signed-out', false]);
    }
  });

  it('goes on after the network was away', async () => {
    const { session, askMe, isMarked } = browser(true, {
      '/auth/refresh-tokens': ['no network', [503], pair('one')],
      '/me': [[200, me]],
    });
    await expect(session.start()).rejects.toBeInstanceOf(NetworkError);
    await expect(session.start()).rejects.toMatchObject({ status: 503 });
    expect([session.state, isMarked()]).toEqual(['unknown', true]);
    expect(await askMe()).toEqual(me);
    expect(session.state).toBe('signed-in');
  });

  it('passes on other refusals without asking again', async () => {
    const { session, askMe, asked } = browser(true, { '/me': [[404, { code: 'x' }]] });
    session.begin({ access_token: 'one' });
    await expect(askMe()).rejects.toMatchObject({ status: 404 });
    expect(asked).toEqual(['/me Bearer one']);
  });

  it('ends here only once the server ended it, or has no such session', async () => {
    const { session, isMarked } = browser(true, {
      '/auth/logout': [[503], [204]],
      '/auth/refresh-tokens': [pair('two')],
    });
    session.begin({ access_token: 'one' });
    await expect(session.logOut()).rejects.toMatchObject({ status: 503 });
    expect([session.state, isMarked()]).toEqual(['signed-in', true]);
    await session.logOut();
    expect([session.state, isMarked()]).toEqual(['signed-out', false]);
    await expect(session.logOut()).resolves.toBeUndefined();
  });

  it('follows another tab that signs out, and in again as somebody else', async () => {
    const { session, askMe, asked, otherTab } = browser(true, {
      '/auth/refresh-tokens': [pair('of somebody else')],
      '/me': [[200, me]],
    });
    session.begin({ access_token: 'one' });
    otherTab(false);
    expect(session.state).toBe('signed-out');
    otherTab(true);
    await askMe();
    expect(asked).toEqual(['/auth/refresh-tokens', '/me Bearer of somebody else']);
  });
});
