import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig, loadMailerConfig, requireVariable, variables } from './index.js';

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

function faultsOf(
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
  it('names every missing and every wrong variable at once', () => {
    const faults = faultsOf('core', { HTTP_PORT: '70000', READ_LEASE: 'soon', RATELIMIT_ENABLED: 'flase' });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
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

  it('lets standalone do without a database address', () => {
    const { NOTE_ENCRYPTION_KEYS, MAIL_ENCRYPTION_KEYS, JWT_SIGNING_KEYS } = core;
    const keys = { NOTE_ENCRYPTION_KEYS, MAIL_ENCRYPTION_KEYS, JWT_SIGNING_KEYS };
    expect(faultsOf('standalone', keys)).toEqual([]);
  });

  it('asks the mailer for what sends mail, and for nothing else', () => {
    expect(() => loadMailerConfig('mailer', {})).toThrow(
      /FRONTEND_URL.*NATS_URL.*SMTP_URL.*MAIL_FROM.*MAIL_ENCRYPTION_KEYS/s,
    );
    const mailer = { ...core, SMTP_URL: 'smtps://mail.example.com', MAIL_FROM: 'notes@example.com' };
    expect(loadMailerConfig('mailer', mailer).from).toBe('notes@example.com');
  });

  it('listens for this machine alone in standalone, and for all in core', () => {
    expect(loadConfig('standalone', core).http.host).toBe('localhost');
    expect(loadConfig('core', core).http.host).toBe('0.0.0.0');
  });

  it('takes an empty variable for an unset one', () => {
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

  it.each(['5', '-1s', '1w', '1 hour', 'PT1H'])('refuses the duration %s', (text) => {
    expect(faultsOf('core', { ...core, READ_LEASE: text })).toHaveLength(1);
  });

  it.each(['*', 'notes.example.com', 'https://notes.example.com/path'])(
    'refuses %s as a CORS origin',
    (origin) => {
      expect(faultsOf('core', { ...core, CORS_ALLOWED_ORIGINS: origin })).toHaveLength(1);
    },
  );

  it('reads a secret from the file that its _FILE variable names', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'url');
    writeFileSync(file, 'postgresql://localhost/from-file\n');
    const config = loadConfig('core', { ...core, DATABASE_URL: '', DATABASE_URL_FILE: file });
    expect(config.database.url?.reveal()).toBe('postgresql://localhost/from-file');
    expect(faultsOf('core', { ...core, DATABASE_URL_FILE: `${file}.missing` })).toHaveLength(1);
  });

  it('encrypts with the first key of the ring and knows them all', () => {
    const ring = loadConfig('core', {
      ...core,
      NOTE_ENCRYPTION_KEYS: `new:${KEY},old:${KEY}`,
    }).notes.encryptionKeys.reveal();
    expect(ring.activeId).toBe('new');
    expect([...ring.keys.keys()]).toEqual(['new', 'old']);
  });

  it.each(['k1:c2hvcnQ=', KEY, `k1:${KEY},k1:${KEY}`, 'k1:'])(
    'refuses the key ring %s without repeating it',
    (keys) => {
      const faults = faultsOf('core', { ...core, NOTE_ENCRYPTION_KEYS: keys });
      expect(faults).toHaveLength(1);
      expect(faults.join()).not.toContain(keys);
    },
  );

  it.each(['sslmode=no-verify', 'uselibpqcompat=true&sslmode=require'])(
    'refuses a database whose certificate is not checked: %s',
    (options) => {
      expect(faultsOf('core', { ...core, DATABASE_URL: `${core.DATABASE_URL}?${options}` })).toHaveLength(1);
    },
  );

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

const databaseUrlIn = (environment: Record<string, string>) =>
  requireVariable(variables.DATABASE_URL, environment).reveal();

describe('requireVariable', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'url');

  it('gives one variable, also from a file', () => {
    writeFileSync(file, `${core.DATABASE_URL}\n`);
    expect(databaseUrlIn(core)).toBe(core.DATABASE_URL);
    expect(databaseUrlIn({ DATABASE_URL_FILE: file })).toBe(core.DATABASE_URL);
  });

  it.each([
    ['not set', {}, /DATABASE_URL: is required and not set/],
    ['wrong', { DATABASE_URL: 'mysql://hunter2' }, /DATABASE_URL: must be a postgresql:\/\/ address/],
    ['in a file that is not there', { DATABASE_URL_FILE: `${file}.missing` }, /can not be read/],
  ])('says what to mend when it is %s', (_what, environment, message) => {
    expect(() => databaseUrlIn(environment)).toThrow(message);
    expect(() => databaseUrlIn(environment)).not.toThrow('hunter2');
  });
});
