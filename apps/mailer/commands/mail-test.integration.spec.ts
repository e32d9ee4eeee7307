import { execFile } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SmtpPeer } from '../../../e2e/support/servers/smtp.js';

const COMMAND = 'dist/bundles/mailer/mail-test.js';

interface Outcome {
  code: number;
  output: string;
}

function mailTest(parameters: string[], environment: Record<string, string>): Promise<Outcome> {
  const options = { env: { PATH: process.env['PATH'], ...environment } };
  const command = [COMMAND, ...parameters];
  return new Promise((resolve) => {
    execFile(process.execPath, command, options, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    );
  });
}

describe('npm run mail:test', () => {
  let server: SmtpPeer;
  let environment: Record<string, string>;

  beforeEach(async () => {
    server = await SmtpPeer.start();
    environment = {
      SMTP_URL: server.url,
      MAIL_FROM: 'Team notes <notes@onasty.example>',
      FRONTEND_URL: 'https://notes.onasty.example',
    };
  });
  afterEach(() => server.stop());

  it('sends a mail and names sender, receiver, server and greeting', async () => {
    const { code, output } = await mailTest(['ada@bücher.example'], environment);
    expect(output).toContain(
      `from notes@onasty.example to ada@xn--bcher-kva.example by 127.0.0.1:${server.port}, as onasty.example`,
    );
    expect(output).toContain('The server has accepted the mail.');
    expect(code).toBe(0);
    expect(server.mails).toMatchObject([{ from: 'notes@onasty.example' }]);
    expect(server.mails[0]?.raw).toContain('From: Team notes <notes@onasty.example>');
  });

  it.each([
    ['550 5.1.1 unknown', /smtp 5\.1\.1.*The receiver does not exist.*does not retry/s],
    ['550 5.7.1 no relaying', /smtp 5\.7\.1.*does not relay.*all mails wait/s],
    ['451 4.7.1 slow down', /smtp 4\.7\.1.*later.*again/s],
  ])('explains the reply %s', async (reply, words) => {
    server.replies = { 'RCPT TO': reply };
    const { code, output } = await mailTest(['ada@example.com'], environment);
    expect(output).toMatch(words);
    expect(code).toBe(1);
  });

  it.each<[string, string[], Record<string, string>, number, RegExp]>([
    ['no address', [], {}, 2, /mail-test <address>/],
    ['a list of addresses', ['a@example.com,b@example.com'], {}, 2, /one plain address/],
    ['no server', ['ada@example.com'], { SMTP_URL: '' }, 1, /SMTP_URL: is required and not set/],
    [
      'an invalid sender',
      ['ada@example.com'],
      { MAIL_FROM: 'notes' },
      1,
      /MAIL_FROM: must be an email address/,
    ],
  ])('with %s, says what is missing', async (_what, parameters, changes, code, words) => {
    const outcome = await mailTest(parameters, { ...environment, ...changes });
    expect(outcome.output).toMatch(words);
    expect(outcome.code).toBe(code);
  });
});
