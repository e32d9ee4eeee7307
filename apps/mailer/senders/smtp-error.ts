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

const REPLY = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/;
const SYSTEM_CODE = /^[A-Z_]{2,40}$/;
const TOO_LARGE = 552;
/** Protocol out of step; says nothing about the mail. */
const BAD_SEQUENCE = 503;

export function toMailError(phase: SmtpPhase, thrown: unknown): MailError {
  const error = smtpErrorSchema.safeParse(thrown).data ?? {};
  if (phase !== 'mail') return new MailError('system', `${phase} ${codeOf(error)}`);
  const { responseCode } = error;
  if (responseCode === undefined) return withoutReply(error);
  if (responseCode < 500 || responseCode === BAD_SEQUENCE) return new MailError('temporary', codeOf(error));
  if (error.command === 'MAIL FROM' && responseCode !== TOO_LARGE) {
    return new MailError('system', `sender ${codeOf(error)}`);
  }
  return new MailError('permanent', codeOf(error));
}

/** Without a reply the server may have the mail; only what nodemailer itself rejects is permanent. */
function withoutReply(error: SmtpError): MailError {
  const isRejectedHere = error.code === 'EENVELOPE' || error.code === 'EMESSAGE';
  return new MailError(isRejectedHere ? 'permanent' : 'temporary', codeOf(error));
}

/** Returns `smtp 5.1.1`, `smtp 550` or `ECONNREFUSED`, since the text of a reply may contain addresses. */
function codeOf({ response, responseCode, originalCode, code }: SmtpError): string {
  const enhanced = REPLY.exec(response ?? '')?.[1];
  if (responseCode !== undefined) return `smtp ${enhanced ?? responseCode}`;
  const found = originalCode ?? code ?? '';
  return SYSTEM_CODE.test(found) ? found : 'unknown';
}
