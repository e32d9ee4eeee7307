import { describe, expect, it } from 'vitest';
import { loadConfig } from '#libs/config';
import { servicesOf, summary } from './summary.js';

const key = `k1:${Buffer.alloc(32, 7).toString('base64')}`;
const keys = { NOTE_ENCRYPTION_KEYS: key, MAIL_ENCRYPTION_KEYS: key, JWT_SIGNING_KEYS: key };
const embedded = {
  embeddedFolder: '/data/postgres',
  mailFolder: '/data/mail',
  hasMailbox: true,
  hasWeb: true,
};
const external = {
  DATABASE_URL: 'postgresql://ada:hunter2@127.0.0.1:5432/notes?sslmode=verify-full',
  REDIS_URL: 'redis://:hunter2@127.0.0.1:6379',
  NATS_URL: 'nats://core:hunter2@127.0.0.1:4222',
  SMTP_URL: 'smtp://ada:hunter2@127.0.0.1:25',
};
const servedWith = (environment: Record<string, string>, opened: typeof embedded | object) =>
  Object.fromEntries(
    servicesOf({
      config: loadConfig('standalone', { ...keys, ...environment }),
      ...embedded,
      ...opened,
    }).map(({ need, served }) => [need, served]),
  );

describe('servicesOf', () => {
  it('names what is embedded and where it is', () => {
    expect(servedWith({}, embedded)).toEqual({
      database: 'embedded: PostgreSQL in /data/postgres',
      'rate limits': 'embedded: memory of this process',
      events: 'embedded: within this process',
      mail: 'embedded: files in /data/mail',
      'web UI': 'embedded',
    });
  });

  it('names the variable of what is external, without a password', () => {
    const served = servedWith(external, { embeddedFolder: null, mailFolder: null });
    expect(served).toMatchObject({
      database: 'external: PostgreSQL at 127.0.0.1:5432/notes (DATABASE_URL)',
      'rate limits': 'external: Redis (REDIS_URL)',
      events: 'external: NATS (NATS_URL)',
      mail: 'external: SMTP (SMTP_URL)',
    });
    expect(JSON.stringify(served)).not.toMatch(/hunter2|ada/);
  });

  it('says that a public server needs an SMTP server', () => {
    expect(servedWith({}, { hasMailbox: false })).toMatchObject({
      mail: 'embedded: files in /data/mail, not sent: this server is public, so set SMTP_URL',
    });
  });

  it('says how to build the web UI if it is missing', () => {
    expect(servedWith({}, { hasWeb: false })).toMatchObject({ 'web UI': 'not built (npm run build)' });
  });
});

describe('summary', () => {
  it('shows the address, the data folder and an aligned table', () => {
    const services = [
      { need: 'mail', served: 'embedded' },
      { need: 'database', served: 'external' },
    ];
    const config = { frontendUrl: 'http://localhost:3000', dataFolder: '/data' };
    const lines = summary('http://localhost:3000', config, services).split('\n');
    expect(lines).toContain('  Onasty is at http://localhost:3000');
    expect(lines).toContain('  Data folder: /data');
    expect(lines).toContain('    mail      embedded');
    expect(lines).toContain('    database  external');
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}Version: \d+\.\d+\.\d+/));
  });

  it('shows the address that people use', () => {
    const config = { frontendUrl: 'https://notes.example.com', dataFolder: '/data' };
    expect(summary('http://localhost:3000', config, [])).toContain(
      'Onasty is at https://notes.example.com (listening at http://localhost:3000)',
    );
  });
});
