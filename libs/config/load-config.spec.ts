import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConfigError, configWarnings, loadConfig, variables } from './index.js';

const KEY = Buffer.alloc(32, 7).toString('base64');
const core = {
  DATABASE_URL: 'postgresql://user:hunter2@localhost/onasty',
  REDIS_URL: 'rediss://redis:6379',
  NATS_URL: 'tls://nats:4222',
  FRONTEND_URL: 'https://notes.example.com',
  NOTE_ENCRYPTION_KEYS: `k1:${KEY}`,
  MAIL_ENCRYPTION_KEYS: `k1:${KEY}`,
  JWT_SIGNING_KEYS: `k1:${KEY}`,
};

function problemsOf(
  processName: 'core' | 'standalone',
  environment: Record<string, string>,
): readonly string[] {
  try {
    loadConfig(processName, environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('loadConfig', () => {
  it('lists every missing and invalid variable at once', () => {
    const problems = problemsOf('core', {
      HTTP_PORT: '70000',
      READ_LEASE: 'soon',
      RATELIMIT_ENABLED: 'flase',
    });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'HTTP_PORT',
      'FRONTEND_URL',
      'DATABASE_URL',
      'REDIS_URL',
      'NATS_URL',
      'MAIL_ENCRYPTION_KEYS',
      'JWT_SIGNING_KEYS',
      'NOTE_ENCRYPTION_KEYS',
      'READ_LEASE',
      'RATELIMIT_ENABLED',
    ]);
  });

  it('does not require a database of standalone', () => {
    const { NOTE_ENCRYPTION_KEYS, MAIL_ENCRYPTION_KEYS, JWT_SIGNING_KEYS } = core;
    const keys = { NOTE_ENCRYPTION_KEYS, MAIL_ENCRYPTION_KEYS, JWT_SIGNING_KEYS };
    expect(problemsOf('standalone', keys)).toEqual([]);
    expect(problemsOf('standalone', { ...keys, SMTP_HOST: 'relay', REDIS_PASSWORD: 'secret' })).toEqual([
      expect.stringContaining('SMTP_HOST: has no effect: set SMTP_URL'),
      expect.stringContaining('REDIS_PASSWORD: has no effect: set REDIS_URL'),
    ]);
    expect(problemsOf('standalone', { ...keys, SMTP_HOST: 'relay', SMTP_URL: 'smtp://localhost' })).toEqual(
      [],
    );
  });

  it('requires of the mailer only what sends mail', () => {
    expect(() => loadConfig('mailer', {})).toThrow(
      /FRONTEND_URL.*NATS_URL.*SMTP_URL.*MAIL_FROM.*MAIL_ENCRYPTION_KEYS/s,
    );
    const mailer = { ...core, SMTP_URL: 'smtps://mail.example.com', MAIL_FROM: 'notes@example.com' };
    expect(loadConfig('mailer', mailer).mail.from).toBe('notes@example.com');
  });

  it.each([
    ['notes@example.com', '', 'Onasty'],
    ['Team notes <notes@example.com>', '', 'Team notes'],
    ['Team notes <notes@example.com>', 'Notes', 'Notes'],
  ])('with MAIL_FROM=%s and MAIL_FROM_NAME=%s, sends as %s', (from, name, sender) => {
    const { mail } = loadConfig('standalone', { ...core, MAIL_FROM: from, MAIL_FROM_NAME: name });
    expect(mail).toMatchObject({ from: 'notes@example.com', fromName: sender });
  });

  it.each([
    ['relay.example.com', 'notes@example.com', 'https://onasty.example.org', 'relay.example.com'],
    ['', 'notes@example.com', 'https://onasty.example.org', 'example.com'],
    ['', 'notes@corp', 'https://onasty.example.org', 'onasty.example.org'],
    ['', 'notes@corp', 'http://192.0.2.1:3000', 'corp'],
  ])(
    'with SMTP_EHLO_NAME=%s, MAIL_FROM=%s and FRONTEND_URL=%s, greets as %s',
    (name, from, url, greeting) => {
      const mail = { SMTP_URL: 'smtps://mail.example.com', SMTP_EHLO_NAME: name, MAIL_FROM: from };
      const environment = { ...core, ...mail, FRONTEND_URL: url };
      expect(loadConfig('standalone', environment).smtp.ehloName).toBe(greeting);
    },
  );

  it('listens on localhost in standalone, on all addresses in core', () => {
    expect(loadConfig('standalone', core).http.host).toBe('localhost');
    expect(loadConfig('core', core).http.host).toBe('0.0.0.0');
  });

  it('treats an empty variable as unset', () => {
    expect(loadConfig('core', { ...core, HTTP_PORT: '' }).http.port).toBe(3000);
  });

  it.each([
    ['0', 0],
    ['1500ms', 1.5],
    ['60s', 60],
    ['15m', 900],
    ['24h', 86_400],
    ['7d', 604_800],
  ])('reads the duration %s as %d seconds', (text, seconds) => {
    expect(loadConfig('core', { ...core, READ_LEASE: text }).notes.readLeaseSeconds).toBe(seconds);
  });

  it.each(['5', '-1s', '1w', '1 hour', 'PT1H'])('rejects the duration %s', (text) => {
    expect(problemsOf('core', { ...core, READ_LEASE: text })).toHaveLength(1);
  });

  it.each([
    [{}, 2_592_000, null],
    [{ NOTE_DEFAULT_TTL: '1s' }, 1, null],
    [{ NOTE_MAX_TTL: '1d' }, 86_400, 86_400],
    [{ NOTE_DEFAULT_TTL: '1h', NOTE_MAX_TTL: '1d' }, 3_600, 86_400],
    [{ NOTE_DEFAULT_TTL: '36525d' }, 3_155_760_000, null],
    [{ NOTE_LIFETIMES: '1h, 14d, 60d, never' }, 1_209_600, null],
    [{ NOTE_LIFETIMES: '60d, 90d' }, 5_184_000, null],
  ])(
    'limits the default lifetime of a note by the maximum: %j',
    (variable, defaultTtlSeconds, maxTtlSeconds) => {
      expect(loadConfig('core', { ...core, ...variable }).notes).toMatchObject({
        defaultTtlSeconds,
        maxTtlSeconds,
      });
    },
  );

  it.each(['', 'never', '1h, 1h', '1h, 60m', '1.5s', '1h, later', '0s'])(
    'rejects the lifetimes "%s"',
    (text) => {
      expect(problemsOf('core', { ...core, NOTE_LIFETIMES: text || ' ' })).toHaveLength(1);
    },
  );

  it('derives the URL of standalone from its port', () => {
    const { FRONTEND_URL: _unset, ...standalone } = core;
    expect(loadConfig('standalone', { ...standalone, HTTP_PORT: '80' }).frontendUrl).toBe('http://localhost');
    expect(loadConfig('standalone', standalone).mail.frontendUrl).toBe('http://localhost:3000');
  });

  it.each(['0', '500ms', '36526d', 'never'])('rejects the lifetime %s', (text) => {
    expect(problemsOf('core', { ...core, NOTE_DEFAULT_TTL: text, NOTE_MAX_TTL: text })).toHaveLength(2);
  });

  it.each(['*', 'notes.example.com', 'https://notes.example.com/path'])(
    'rejects %s as a CORS origin',
    (origin) => {
      expect(problemsOf('core', { ...core, CORS_ALLOWED_ORIGINS: origin })).toHaveLength(1);
    },
  );

  it.each(['10.1.2.3', '10.1.0.0/16, ::1', '2001:db8::/32', '::ffff:10.0.0.0/104,fc00::/7,::/128', ''])(
    'trusts the proxies %j',
    (networks) => {
      expect(problemsOf('core', { ...core, TRUST_PROXY: networks })).toEqual([]);
    },
  );

  it.each([
    'true',
    'loopback',
    '10.1.2.3:80',
    '10.1.0.0/',
    '10.1.0.0/33',
    '::1/129',
    '0.0.0.0/0',
    '::/0',
    '10.1.0.0/16/8',
    '1',
    '*',
    '0.0.0.0/1',
    '::ffff:0:0/96',
    '0::FFFF:0:0/96',
    '::fffe:0:0/95',
    '::ffff:10.0.0.0/103',
    '::/8',
    'fe80::1%eth0',
  ])('rejects %s as a trusted proxy, also if it is every address', (networks) => {
    expect(problemsOf('core', { ...core, TRUST_PROXY: networks })).toHaveLength(1);
  });

  it.each([
    ['security@example.org', 'mailto:security@example.org'],
    ['https://example.org/security', 'https://example.org/security'],
  ])('reads %s as the contact %s', (text, contact) => {
    expect(loadConfig('core', { ...core, SECURITY_CONTACT: text }).http.securityContact).toBe(contact);
  });

  it.each(['no-address', 'http://example.org', 'a@b.org\nExpires: never'])(
    'rejects %j as a contact',
    (text) => {
      expect(problemsOf('core', { ...core, SECURITY_CONTACT: text })).not.toEqual([]);
    },
  );

  it.each(['Onasty\r\nBcc: evil@example.org', 'a\u2028b', 'x'.repeat(101)])(
    'rejects %j as the sender name of mails',
    (name) => {
      expect(problemsOf('core', { ...core, MAIL_FROM_NAME: name })).toHaveLength(1);
    },
  );

  it('counts the empty file of an optional secret as unset, and rejects that of a required one', () => {
    const empty = '/dev/null';
    expect(problemsOf('core', { ...core, GOOGLE_CLIENT_SECRET_FILE: empty })).toEqual([]);
    expect(problemsOf('core', { ...core, DATABASE_URL: '', DATABASE_URL_FILE: empty })).toEqual([
      'DATABASE_URL: the file that DATABASE_URL_FILE names is empty',
    ]);
  });

  it('reads a secret from the file that its _FILE variable names', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'url');
    writeFileSync(file, 'postgresql://localhost/from-file\n');
    const config = loadConfig('core', { ...core, DATABASE_URL: '', DATABASE_URL_FILE: file });
    expect(config.database.url.reveal()).toBe('postgresql://localhost/from-file');
    expect(problemsOf('core', { ...core, DATABASE_URL_FILE: `${file}.missing` })).toHaveLength(1);
  });

  it.each(['sslmode=no-verify', 'uselibpqcompat=true&sslmode=require'])(
    'rejects a database URL that disables certificate checks: %s',
    (options) => {
      expect(problemsOf('core', { ...core, DATABASE_URL: `${core.DATABASE_URL}?${options}` })).toHaveLength(
        1,
      );
    },
  );

  it.each([
    [{ FRONTEND_URL: 'http://notes.lan' }, ['FRONTEND_URL']],
    [{ APP_URL: 'http://192.0.2.1:3000' }, ['APP_URL']],
    [{ FRONTEND_URL: 'http://localhost:3000' }, []],
    [{ FRONTEND_URL: 'http://[::1]:3000' }, []],
    [{}, []],
  ])('warns about plain HTTP to another machine: %j', (environment, names) => {
    const warnings = configWarnings(loadConfig('core', { ...core, ...environment }));
    expect(warnings.map(({ variable }) => variable)).toEqual(names);
  });

  it('never prints a secret', () => {
    const config = loadConfig('core', core);
    const printed = [
      JSON.stringify(config),
      inspect(config, { depth: 9 }),
      String(config.database.url),
    ].join();
    expect(printed).not.toContain('hunter2');
    expect(printed).not.toContain(KEY);
  });

  it('describes every variable', () => {
    for (const { description } of Object.values(variables)) expect(description).toMatch(/\.$/);
  });
});
