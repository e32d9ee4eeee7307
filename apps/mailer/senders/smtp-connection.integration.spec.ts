import { afterEach, describe, expect, it } from 'vitest';
import { SmtpPeer, type SmtpPeerSettings } from '../../../e2e/support/servers/smtp.js';
import { LONG, mailTo, senderTo } from '../testing/smtp-senders.js';

describe('connection to an SMTP server', () => {
  const servers: SmtpPeer[] = [];
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.stop())));

  async function start(settings: SmtpPeerSettings): Promise<SmtpPeer> {
    const server = await SmtpPeer.start(settings);
    servers.push(server);
    return server;
  }

  it('authenticates, and fails with a system error if the server rejects the password', async () => {
    const server = await start({ needsPassword: true });
    const sender = senderTo(`smtp://onasty:p%40ss@127.0.0.1:${server.port}`);
    await sender.send(mailTo('ada@example.com'));
    expect(server.mails).toHaveLength(1);
    await sender.check();
    server.behaviour = 'rejects the password';
    const rejection = { kind: 'system', reason: 'auth smtp 5.7.8' };
    await expect(sender.send(mailTo('ada@example.com'))).rejects.toMatchObject(rejection);
    await expect(sender.check()).rejects.toMatchObject(rejection);
  });

  it.each<[string, SmtpPeerSettings, string, string]>([
    ['offers no AUTH', {}, 'smtp://user:password@localhost', 'auth not offered'],
    [
      'offers XOAUTH2 only',
      { needsPassword: true, authMethods: ['XOAUTH2'] },
      'smtp://user:password@localhost',
      'auth smtp 504',
    ],
    ['expects STARTTLS', {}, 'smtps://localhost', 'connect ERR_SSL_WRONG_VERSION_NUMBER'],
    ['offers no STARTTLS', {}, 'smtp://[::ffff:127.0.0.1]', 'starttls smtp 500'],
    [
      'has a self-signed certificate',
      { tls: 'starttls' },
      'smtp://[::ffff:127.0.0.1]',
      'connect DEPTH_ZERO_SELF_SIGNED_CERT',
    ],
    [
      'has a self-signed certificate for TLS at once',
      { tls: 'implicit' },
      'smtps://[::ffff:127.0.0.1]',
      'connect DEPTH_ZERO_SELF_SIGNED_CERT',
    ],
  ])('fails for all mails if the server %s', async (_what, settings, address, reason) => {
    const { port } = await start(settings);
    const sender = senderTo(`${address}:${port}`);
    await expect(sender.check()).rejects.toMatchObject({ kind: 'system', reason });
    await expect(sender.send(mailTo('ada@example.com'))).rejects.toMatchObject({ kind: 'system', reason });
  });

  it.each<[SmtpPeerSettings['tls'], string]>([
    ['none', 'smtp'],
    ['starttls', 'smtp'],
    ['implicit', 'smtps'],
  ])('in a private network, accepts a relay with TLS %s', async (tls, scheme) => {
    const server = await start({ ...(tls && { tls }) });
    const url = `${scheme}://[::ffff:127.0.0.1]:${server.port}`;
    await senderTo(url, LONG, { isPrivateNetwork: true }).send(mailTo('ada@example.com'));
    expect(server.mails).toHaveLength(1);
  });

  it.each(['127.0.0.1', '::1'])('finds localhost on %s', async (host) => {
    const server = await start({ host });
    await senderTo(`smtp://localhost:${server.port}`).send(mailTo('ada@example.com'));
    expect(server.mails).toHaveLength(1);
  });
});
