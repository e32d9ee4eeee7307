import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { natsAddress, redisAddress, Secret } from '#libs/config';
import { Database, reportDatabase } from '#libs/database';
import { JetStreamEventBus } from '#libs/event-bus';
import { EphemeralState } from '#libs/redis';
import { reportMailServer } from '../apps/mailer/senders/report-mail-server.js';
import { senderTo } from '../apps/mailer/testing/smtp-senders.js';
import { NatsServer } from '../e2e/support/servers/nats.js';
import { RedisServer } from '../e2e/support/servers/redis.js';
import { SmtpPeer } from '../e2e/support/servers/smtp.js';
import { until } from '../e2e/support/until.js';
import { greetings, SelfSignedServer } from './testing/self-signed-server.js';

const PASSWORD = 'the-wrong-password';
const SMTP_LIMITS = { connectMs: 2_000, silenceMs: 2_000, totalMs: 4_000 };

/** Connects like a start, and returns what the operator reads. */
type Start = (url: string) => Promise<string>;

function recorder() {
  const lines: string[] = [];
  const record = (fields: object, message: string) => void lines.push(JSON.stringify([fields, message]));
  return { lines, logger: { info: () => undefined, warn: record, error: record } };
}

const starts: Record<string, Start> = {
  redis: async (url) => {
    const { lines, logger } = recorder();
    const keys = new Secret({ activeId: 'k1', keys: new Map([['k1', randomBytes(32)]]) });
    const state = new EphemeralState({ url: redisAddress.parse(url), keys, logger });
    await state.open();
    await until('a line', () => lines.length > 0);
    await state.close();
    return lines.join();
  },
  nats: async (url) => {
    const { lines, logger } = recorder();
    const bus = JetStreamEventBus.connect({ url: natsAddress.parse(url), name: 'core', logger });
    await until('a line', () => lines.length > 0);
    await bus.close();
    return lines.join();
  },
  smtp: async (url) => {
    const { lines, logger } = recorder();
    await reportMailServer(senderTo(url, SMTP_LIMITS), logger);
    return lines.join();
  },
  postgresql: async (url) => {
    const { lines, logger } = recorder();
    const database = Database.open({ url: new Secret(url), poolSize: 1 });
    await reportDatabase(database, logger).catch((error: unknown) => void lines.push(String(error)));
    await database.close();
    return lines.join();
  },
};

const VARIABLES: Record<string, string> = {
  redis: 'REDIS_URL',
  rediss: 'REDIS_URL',
  nats: 'NATS_URL',
  tls: 'NATS_URL',
  smtp: 'SMTP_URL',
  smtps: 'SMTP_URL',
  postgresql: 'DATABASE_URL',
};
const STARTS: Record<string, string> = { rediss: 'redis', tls: 'nats', smtps: 'smtp' };

describe('a start with a wrong address', () => {
  let redis: RedisServer;
  let nats: NatsServer;
  let smtp: SmtpPeer;
  let encrypted: Record<'redis' | 'nats' | 'smtps' | 'postgres', SelfSignedServer>;
  let web: Server;
  const ports: Record<string, number> = { closed: 1 };

  beforeAll(async () => {
    redis = await RedisServer.start('right');
    nats = await NatsServer.start({
      NATS_CORE_PASSWORD: 'right',
      NATS_MAILER_PASSWORD: 'right',
      NATS_OPERATOR_PASSWORD: 'right',
    });
    smtp = await SmtpPeer.start();
    encrypted = {
      redis: await SelfSignedServer.start(greetings.redis),
      nats: await SelfSignedServer.start(greetings.nats),
      smtps: await SelfSignedServer.start(greetings.smtps),
      postgres: await SelfSignedServer.start(greetings.postgres),
    };
    web = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n'));
    });
    await once(web.listen(0, '127.0.0.1'), 'listening');
    const address = web.address();
    ports['web'] = address !== null && typeof address === 'object' ? address.port : 0;
    ports['redis'] = redis.port;
    ports['nats'] = nats.port;
    ports['smtp'] = Number(new URL(smtp.url).port);
    ports['postgresql'] = Number(new URL(inject('postgresTemplateUrl')).port);
    for (const [name, server] of Object.entries(encrypted)) ports[`encrypted ${name}`] = server.port;
  });
  afterAll(async () => {
    web.close();
    await Promise.all([redis, nats, smtp, ...Object.values(encrypted)].map((server) => server.stop()));
  });

  it.each([
    ['redis', 'closed', 'nothing listens'],
    ['nats', 'closed', 'nothing listens'],
    ['smtp', 'closed', 'Nothing listens'],
    ['postgresql', 'closed', 'nothing listens'],
    ['redis', 'redis', 'rejects the user or the password'],
    ['nats', 'nats', 'rejects the user or the password'],
    ['smtp', 'smtp', 'AUTH'],
    ['postgresql', 'postgresql', 'rejects the user or the password'],
    ['rediss', 'redis', 'rediss:// for a port with TLS, redis:// for one without'],
    ['tls', 'nats', 'offers no TLS'],
    ['smtps', 'smtp', 'offers no TLS'],
    ['redis', 'encrypted redis', 'rediss:// for a port with TLS'],
    ['nats', 'encrypted nats', 'NODE_EXTRA_CA_CERTS'],
    ['smtp', 'encrypted smtps', 'smtps:// for a port with TLS'],
    ['rediss', 'encrypted redis', 'NODE_EXTRA_CA_CERTS'],
    ['tls', 'encrypted nats', 'NODE_EXTRA_CA_CERTS'],
    ['redis', 'web', 'not Redis'],
    ['nats', 'web', 'NATS does not respond'],
    ['smtp', 'web', 'The mail server does not respond'],
    ['postgresql', 'web', 'before it responds like PostgreSQL'],
    // NATS first greets, which is no response of Redis, or first closes the connection.
    ['redis', 'nats', /not Redis|before it responds like Redis/],
    ['nats', 'smtp', 'not NATS'],
    ['smtp', 'redis', 'does not respond'],
    ['smtp', 'nats', 'not the mail server'],
  ])('as %s:// on the port of %s says "%s"', async (scheme, kind, words) => {
    const url = `${scheme}://core:${PASSWORD}@127.0.0.1:${ports[kind]}`;
    const start = starts[STARTS[scheme] ?? scheme];
    const line = await start?.(scheme === 'postgresql' ? `${url}/onasty` : url);
    expect(line).toMatch(words);
    expect(line).toContain(VARIABLES[scheme]);
    expect(line).not.toMatch(new RegExp(`${PASSWORD}|ECONN\\w+ [\\d:]|EPIPE|RESP type|\\bat \\w+\\.`));
  });

  it.each([
    ['without TLS at the server', 'postgresql', '?sslmode=verify-full', 'offers no TLS'],
    ['with a certificate of its own', 'encrypted postgres', '?sslmode=verify-full', 'add sslrootcert='],
  ])('of PostgreSQL %s says so', async (_what, kind, parameters, words) => {
    const line = await starts['postgresql']?.(
      `postgresql://core:${PASSWORD}@localhost:${ports[kind]}/onasty${parameters}`,
    );
    expect(line).toMatch(words);
    expect(line).toContain('DATABASE_URL');
  });

  it.each(['redis', 'nats', 'smtp', 'postgresql'])(
    'as %s:// with an unknown host name says so',
    async (scheme) => {
      const line = await starts[scheme]?.(`${scheme}://core:${PASSWORD}@no-such-host.invalid`);
      expect(line).toMatch(
        /host name of .* does not resolve.*check the host in (REDIS|NATS|SMTP|DATABASE)_URL/i,
      );
    },
  );
});
