import { expect, it } from 'vitest';
import { SmtpPeer } from '../../../e2e/support/servers/smtp.js';
import { smtpSettings } from '../testing/smtp-settings.js';
import { reportMailServer } from './report-mail-server.js';
import { SmtpMailSender } from './smtp.mail-sender.js';

async function reported(url: string): Promise<unknown[][]> {
  const lines: unknown[][] = [];
  const log =
    (level: string) =>
    (...line: unknown[]) =>
      void lines.push([level, ...line]);
  await reportMailServer(new SmtpMailSender(smtpSettings(url)), {
    info: log('info'),
    warn: log('warn'),
    error: log('error'),
  });
  return lines;
}

it('says at the start whether the mail server can be used, and what to change', async () => {
  const server = await SmtpPeer.start();
  const { url } = server;
  expect(await reported(url)).toEqual([['info', {}, 'mail server ready']]);
  const withPassword = url.replace('//', '//user:password@');
  const remedy = expect.stringContaining('SMTP_URL');
  expect(await reported(withPassword)).toEqual([
    ['warn', { reason: 'auth not offered', remedy }, 'mail server not usable; mails wait'],
  ]);
  await server.stop();
  expect(await reported(url)).toEqual([
    ['warn', { reason: 'connect ECONNREFUSED', remedy }, 'mail server not usable; mails wait'],
  ]);
  expect(server.mails).toEqual([]);
});
