import { z } from 'zod';
import { MailFault } from './mail-sender.js';

/** How far the talk with the server had come. */
export type SmtpPhase = 'connect' | 'auth' | 'mail';

/** What nodemailer tells of a fault. */
const smtpErrorSchema = z.object({
  code: z.string().optional(),
  originalCode: z.string().optional(),
  command: z.string().optional(),
  response: z.string().optional(),
  responseCode: z.number().optional(),
});
type SmtpError = z.output<typeof smtpErrorSchema>;

const REPLY = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/;
const SYSTEM_CODE = /^[A-Z_]{2,40}$/;
const TOO_LARGE = 552;
/** The talk got out of step: no word on the mail. */
const BAD_SEQUENCE = 503;

/** Tells from the phase and the server's reply who is at fault: this mail, the moment, or the way to the server. */
export function faultOf(phase: SmtpPhase, thrown: unknown): MailFault {
  const error = smtpErrorSchema.safeParse(thrown).data ?? {};
  if (phase !== 'mail') return new MailFault('system', `${phase} ${codeOf(error)}`);
  const { responseCode } = error;
  if (responseCode === undefined) return withoutReply(error);
  if (responseCode < 500 || responseCode === BAD_SEQUENCE) return new MailFault('temporary', codeOf(error));
  if (error.command === 'MAIL FROM' && responseCode !== TOO_LARGE) {
    return new MailFault('system', `sender ${codeOf(error)}`);
  }
  return new MailFault('permanent', codeOf(error));
}

/** The server said nothing: it may have the mail or not. What nodemailer itself refused stays refused. */
function withoutReply(error: SmtpError): MailFault {
  const isRefusedHere = error.code === 'EENVELOPE' || error.code === 'EMESSAGE';
  return new MailFault(isRefusedHere ? 'permanent' : 'temporary', codeOf(error));
}

/** `smtp 5.1.1`, `smtp 550` or `ECONNREFUSED`: the words of the reply may name addresses. */
function codeOf({ response, responseCode, originalCode, code }: SmtpError): string {
  const enhanced = REPLY.exec(response ?? '')?.[1];
  if (responseCode !== undefined) return `smtp ${enhanced ?? responseCode}`;
  const found = originalCode ?? code ?? '';
  return SYSTEM_CODE.test(found) ? found : 'unknown';
}
