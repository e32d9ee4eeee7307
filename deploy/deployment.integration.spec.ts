import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { at, newEmail, signUp } from '../apps/core/testing/test-actions.js';
import type { RunningDeployment } from '../e2e/support/deployment/running-deployment.js';
import { until } from '../e2e/support/until.js';
import { connectAs, queryAs } from './testing/as-service.js';
import { canConfine, contained } from './testing/container.js';
import { startComposeDeployment } from './testing/compose-deployment.js';
import { Program } from '../e2e/support/program.js';

const INSUFFICIENT_PRIVILEGE = '42501';
const VIOLATION = /permissions violation/i;
const TIMEOUT = { timeout: 1_500 };

describe('a deployment by compose.yml', () => {
  let deployment: RunningDeployment;
  beforeAll(async () => {
    deployment = await startComposeDeployment();
  });
  afterAll(() => deployment.stop());

  it('serves the web UI and shows a note to one reader', async () => {
    const { http } = deployment;
    expect((await http.get('/')).text).toContain('<html');
    const created = await http.post(at('/note'), { content: 'for one' });
    const { slug } = z.object({ slug: z.string() }).parse(created.body);
    expect((await http.get(at(`/note/${slug}`))).body).toMatchObject({ content: 'for one' });
    expect((await http.get(at(`/note/${slug}`))).status).toBe(404);
  });

  it('mails the verification link through NATS and records it as sent', async () => {
    const { http, smtp, postgres } = deployment;
    const email = newEmail();
    expect((await signUp(http, email)).status).toBe(201);
    await until('the mail has arrived', () =>
      smtp.mails.some(({ recipients }) => recipients.includes(email)),
    );
    await until('the mail is recorded as sent', async () => {
      const open = await postgres.query('SELECT 1 FROM outbox WHERE closed_at IS NULL');
      return open.length === 0;
    });
  });

  it('connects core to its database and Redis', async () => {
    const isConnected = { status: 'ok', parts: { database: 'up', redis: 'up' } };
    expect((await deployment.core.http.get('/health/ready')).body).toMatchObject(isConnected);
  });

  describe('its processes', () => {
    const statusOf = (name: string) => {
      const programs: Record<string, { pid: number | undefined }> = {
        core: deployment.core.process,
        mailer: deployment.mailer,
        web: deployment.caddy,
      };
      return readFileSync(`/proc/${programs[name]?.pid}/status`, 'utf8');
    };

    it.each(['core', 'mailer', 'web'])('%s runs without root and without capabilities', (name) => {
      const status = statusOf(name);
      expect(Number(/^Uid:\s+(\d+)/m.exec(status)?.[1])).not.toBe(0);
      expect(/^CapEff:\s+(\S+)/m.exec(status)?.[1]).toMatch(/^0+$/);
    });

    it.each(['core', 'mailer', 'web'].filter(() => canConfine))('%s cannot gain a capability', (name) => {
      const status = statusOf(name);
      expect(/^NoNewPrivs:\s+(\d)/m.exec(status)?.[1]).toBe('1');
      expect(/^CapBnd:\s+(\S+)/m.exec(status)?.[1]).toMatch(/^0+$/);
    });

    it.each(['/mnt/dist/x', '/mnt/x', '/etc/x', '/var/tmp/x'].filter(() => canConfine))(
      'cannot write %s',
      async (path) => {
        const touch = await Program.start(contained(['touch', path]), {});
        await until('the attempt has ended', () => !touch.isAlive);
        expect(touch.exitCode).toBe(1);
        expect(touch.lines.join()).toContain('Read-only file system');
      },
    );
  });

  describe('its database', () => {
    it.each([
      ['idle_in_transaction_session_timeout', '30s'],
      ['log_min_error_statement', 'panic'],
      ['password_encryption', 'scram-sha-256'],
      ['fsync', 'on'],
      ['synchronous_commit', 'on'],
      ['full_page_writes', 'on'],
    ])('runs with the configuration of infra/: %s is %s', async (name, value) => {
      const [row] = await deployment.postgres.query(`SHOW ${name}`);
      expect(row?.[name]).toBe(value);
    });

    it.each([
      'CREATE TABLE mine (id int)',
      'ALTER TABLE note ADD COLUMN mine int',
      'DROP TABLE note',
      'TRUNCATE note',
      'CREATE SCHEMA mine',
      'CREATE TEMPORARY TABLE mine (id int)',
      'SELECT * FROM pg_authid',
      "COPY (SELECT 1) TO PROGRAM 'true'",
    ])('denies core "%s"', async (statement) => {
      await expect(queryAs(deployment, 'core', statement)).rejects.toMatchObject({
        code: INSUFFICIENT_PRIVILEGE,
      });
    });
  });

  describe('its NATS', () => {
    it('rejects connections without a password', async () => {
      const { host } = new URL(deployment.environmentOf('core')['NATS_URL'] ?? '');
      await expect(connect({ servers: host, timeout: 2_000 })).rejects.toThrow(/authorization/i);
    });

    it.each([
      ['core', 'mailer.report'],
      ['core', 'mailer.dead'],
      ['mailer', 'mailer.send'],
      ['mailer', 'anything.else'],
    ] as const)('denies %s to publish %s', async (service, subject) => {
      await using connection = await connectAs(deployment, service);
      const publishing = jetstream(connection.nats, TIMEOUT).publish(subject, randomUUID());
      await expect(publishing).rejects.toThrow(VIOLATION);
    });

    it.each(['core', 'mailer'] as const)('denies %s to purge or delete a stream', async (service) => {
      await using connection = await connectAs(deployment, service);
      const { streams } = await jetstreamManager(connection.nats, TIMEOUT);
      await expect(streams.purge('ONASTY_MAIL')).rejects.toThrow(VIOLATION);
      await expect(streams.delete('ONASTY_MAIL')).rejects.toThrow(VIOLATION);
    });

    it.each([
      ['core', 'mailer-send'],
      ['mailer', 'mailer-report'],
    ] as const)('denies %s to consume from %s', async (service, name) => {
      await using connection = await connectAs(deployment, service);
      const taking = connection.nats.request(`$JS.API.CONSUMER.MSG.NEXT.ONASTY_MAIL.${name}`, '1', TIMEOUT);
      await expect(taking).rejects.toThrow(VIOLATION);
    });

    it.each([
      ['core', '_INBOX_mailer.>'],
      ['core', '_INBOX.>'],
      ['core', 'mailer.send'],
      ['mailer', '_INBOX_core.>'],
      ['mailer', '>'],
    ] as const)('denies %s to subscribe to %s', async (service, subject) => {
      await using connection = await connectAs(deployment, service);
      const hearing = new Promise((resolve, reject) => {
        connection.nats.subscribe(subject, {
          callback: (error, message) => (error === null ? resolve(message.subject) : reject(error)),
        });
      });
      await expect(hearing).rejects.toThrow(VIOLATION);
    });
  });
});
