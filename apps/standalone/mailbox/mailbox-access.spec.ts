import { describe, expect, it, vi } from 'vitest';
import { canServeMailbox, MailboxAccess } from './mailbox-access.js';

describe('MailboxAccess', () => {
  it('exchanges each key once for a session, and then has another key', () => {
    const onRedeem = vi.fn<() => void>();
    const access = new MailboxAccess(onRedeem);
    const { key } = access;
    const session = access.redeem(key) ?? '';
    expect(access.isSession(session)).toBe(true);
    expect(access.redeem(key)).toBeNull();
    expect(onRedeem).toHaveBeenCalledOnce();
    expect(access.isSession(access.redeem(access.key) ?? '')).toBe(true);
    expect(access.isSession(session)).toBe(true);
  });

  it.each(['', 'x', new MailboxAccess(() => undefined).key])('rejects the key and session "%s"', (other) => {
    const access = new MailboxAccess(() => undefined);
    expect(access.redeem(other)).toBeNull();
    expect(access.isSession(other)).toBe(false);
    expect(access.isSession(access.key)).toBe(false);
  });
});

describe('canServeMailbox', () => {
  const serves = (host: string, frontendUrl: string, trustProxy: string[] = [], appUrl = frontendUrl) => {
    const http = {
      port: 3_000,
      corsAllowedOrigins: [],
      denyClients: [],
      hsts: 'max-age=0',
      apiDocsEnabled: true,
      securityContact: undefined,
    };
    return canServeMailbox({ http: { ...http, host, trustProxy }, frontendUrl, appUrl });
  };

  it.each([
    ['localhost', 'http://localhost:3000'],
    ['127.0.0.1', 'http://127.0.0.1:3000'],
    ['::1', 'http://[::1]:3000'],
  ])('is true on %s for %s', (host, url) => {
    expect(serves(host, url)).toBe(true);
  });

  it.each([
    ['0.0.0.0', 'http://localhost:3000'],
    ['::', 'http://localhost:3000'],
    ['192.0.2.1', 'http://localhost:3000'],
    ['localhost', 'https://notes.example.com'],
    ['localhost', 'http://localhost.example.com'],
    ['localhost', 'http://127.0.0.1.example.com'],
    ['localhost', 'http://notes.lan'],
  ])('is false on %s for %s', (host, url) => {
    expect(serves(host, url)).toBe(false);
  });

  it('is false with a proxy or a public URL of the API', () => {
    expect(serves('localhost', 'http://localhost:3000', ['127.0.0.1'])).toBe(false);
    expect(serves('localhost', 'http://localhost:3000', [], 'https://api.example.com')).toBe(false);
  });
});
