import { randomUUID } from 'node:crypto';
import { loadSmtpConfig, readEnvironment } from '#libs/config';
import { parseEmailAddress } from '#libs/email-address';
import { runCommand, type PrintLine } from '#libs/lifecycle';
import { printError } from '#libs/observability';
import { explainFailure } from '../senders/explain-failure.js';
import { MailError, type MailErrorKind, type OutgoingMail } from '../senders/mail-sender.js';
import { SmtpMailSender } from '../senders/smtp.mail-sender.js';

/** `mail-test <address>` */
const USAGE = 'mail-test <address>\nneeds SMTP_URL and MAIL_FROM\n';

const CONSEQUENCES: Record<MailErrorKind, string> = {
  permanent: 'Onasty does not retry a mail after such a reply.',
  temporary: 'Onasty would try this mail again until its link expires.',
  system: 'Until that is solved, all mails wait; they are sent afterwards unless their links have expired.',
};

type Sender = ReturnType<typeof loadSmtpConfig>['sender'];

function testMail(to: string, sender: Sender): OutgoingMail {
  const id = randomUUID();
  const text = 'This mail shows that Onasty can send mails with the present settings.';
  return {
    ...sender,
    id,
    messageId: `<${id}@${sender.from.slice(sender.from.lastIndexOf('@') + 1)}>`,
    to,
    subject: 'Test mail of Onasty',
    text: `${text}\n`,
    html: `<p>${text}</p>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

async function sendTo(to: string, printLine: PrintLine): Promise<void> {
  const { smtp, sender } = loadSmtpConfig(await readEnvironment());
  printLine(`Sending a mail from ${sender.from} to ${to} by ${smtp.url.location}, as ${smtp.ehloName}.`);
  try {
    await new SmtpMailSender(smtp).send(testMail(to, sender));
    printLine('The server has accepted the mail. If it does not arrive, look for it among unwanted mails.');
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    printLine(`The mail has not been sent: ${error.reason}.`);
    printLine(explainFailure(error.reason));
    printLine(CONSEQUENCES[error.kind]);
    process.exitCode = 1;
  }
}

const [typed, ...rest] = process.argv.slice(2);
await runCommand(async (printLine) => {
  const address = typed === undefined || rest.length > 0 ? null : parseEmailAddress(typed);
  if (address !== null) return sendTo(address, printLine);
  printError(typed === undefined ? USAGE : `${explainFailure('address')}\n${USAGE}`);
  process.exitCode = 2;
});
