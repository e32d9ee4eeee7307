import { z } from 'zod';
import { MailError } from './mail-sender.js';

export type SmtpPhase = 'connect' | 'auth' | 'mail';

const smtpErrorSchema = z.object({
  code: z.string().optional(),
  originalCode: z.string().optional(),
  command: z.string().optional(),
  response: z.string().optional(),
  responseCode: z.number().optional(),
});
type SmtpError = z.output<typeof smtpErrorSchema>;

/** Enhanced status code (RFC 3463), also as `#5.1.1` or, at the end of the text, as `(#5.1.1)`. */
const ENHANCED = /^\d{3}[ -][#([]*([245]\.\d{1,3}\.\d{1,3})\b|\(#([245]\.\d{1,3}\.\d{1,3})\)/;
const SYSTEM_CODE = /^[A-Z][A-Z0-9_]{1,40}$/;
const MAIL_COMMANDS = new Set(['RCPT TO', 'DATA']);

/** Bad or disabled mailbox, or one that takes no mail (RFC 3463, RFC 7505). */
const RECEIVER_CODES = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1', '5.2.2']);
const MESSAGE_CODES = /^5\.(2\.3|3\.4|6\.\d+)$/;
/** Words of servers that send no enhanced codes. Relays use the same numbers, so only the words count. */
const RECEIVER_WORDS =
  /^55[0-4][ -].*(\b(user|recipient|mailbox|account|address)\b[^.,;:]*\b(unknown|not (found|exist)|not a valid|does(n't| not) exist|disabled|(is )?full)\b|\b(no such|unknown|invalid|nonexistent) (user|recipient|mailbox|account)\b)/i;
const MESSAGE_WORDS =
  /^55[24][ -].*(message (size|is too (large|big|long))|too (large|big) (a )?message|message[^.,;:]*exceeds[^.,;:]*size)/i;
const OTHER_CAUSE = /relay|quota|polic|authenticat|blocked|denied|spam|sender/i;

/**
 * Decides who is to blame by the meaning of a reply: a mail is permanently rejected only for its receiver or its
 * content. Keeping a mail too long costs little; discarding one costs an account.
 */
export function toMailError(phase: SmtpPhase, thrown: unknown): MailError {
  if (thrown instanceof MailError) return thrown;
  const error = smtpErrorSchema.safeParse(thrown).data ?? {};
  if (phase !== 'mail') return new MailError('system', `${phaseOf(phase, error)} ${codeOf(error)}`);
  const { responseCode, command } = error;
  if (responseCode === undefined) return withoutReply(error);
  if (responseCode < 500) return new MailError('temporary', codeOf(error));
  if (isAboutMessage(error) || isAboutReceiver(error)) return new MailError('permanent', codeOf(error));
  if (command === 'MAIL FROM') return new MailError('system', `sender ${codeOf(error)}`);
  return new MailError('system', codeOf(error), { mayConcernOneMail: true });
}

/** Without a reply the server may have the mail; only what nodemailer itself rejects is permanent. */
function withoutReply(error: SmtpError): MailError {
  const isRejectedHere = error.code === 'EENVELOPE' || error.code === 'EMESSAGE';
  return new MailError(isRejectedHere ? 'permanent' : 'temporary', codeOf(error));
}

function isAboutReceiver(error: SmtpError): boolean {
  if (error.command === undefined || !MAIL_COMMANDS.has(error.command)) return false;
  const enhanced = enhancedOf(error);
  return enhanced === undefined ? says(error, RECEIVER_WORDS) : RECEIVER_CODES.has(enhanced);
}

function isAboutMessage(error: SmtpError): boolean {
  const enhanced = enhancedOf(error);
  return enhanced === undefined ? says(error, MESSAGE_WORDS) : MESSAGE_CODES.test(enhanced);
}

function says({ response = '' }: SmtpError, words: RegExp): boolean {
  return words.test(response) && !OTHER_CAUSE.test(response);
}

function phaseOf(phase: SmtpPhase, { command }: SmtpError): string {
  if (command === 'STARTTLS') return 'starttls';
  return command === 'EHLO' || command === 'HELO' ? 'ehlo' : phase;
}

function enhancedOf({ response = '' }: SmtpError): string | undefined {
  const [, first, last] = ENHANCED.exec(response) ?? [];
  return first ?? last;
}

/** Returns `smtp 5.1.1`, `smtp 550` or `ECONNREFUSED`, since the text of a reply may contain addresses. */
function codeOf(error: SmtpError): string {
  const { responseCode, originalCode, code } = error;
  if (responseCode !== undefined) return `smtp ${enhancedOf(error) ?? responseCode}`;
  const found = originalCode ?? code ?? '';
  return SYSTEM_CODE.test(found) ? found : 'unknown';
}
