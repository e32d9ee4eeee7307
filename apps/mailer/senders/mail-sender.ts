export interface OutgoingMail {
  id: string;
  /** In angle brackets; identical in all attempts. */
  messageId: string;
  from: string;
  fromName: string;
  replyTo: string | undefined;
  to: string;
  subject: string;
  text: string;
  html: string;
  headers: Readonly<Record<string, string>>;
}

export interface MailSender {
  /** @throws {MailError} if the mail was not accepted, or the attempt was aborted and the outcome is unknown */
  send(mail: OutgoingMail, signal?: AbortSignal): Promise<void>;
}

/** Failure of this mail for now, of this mail forever, or of all mails for now. */
export const mailErrorKinds = ['temporary', 'permanent', 'system'] as const;
export type MailErrorKind = (typeof mailErrorKinds)[number];

/** Failed attempt. Keeps no cause, since replies of mail servers contain addresses. */
export class MailError extends Error {
  /** A system failure that was seen after the receiver was named: other receivers may be served. */
  readonly mayConcernOneMail: boolean;

  constructor(
    readonly kind: MailErrorKind,
    /** Short text from a bounded vocabulary, such as `smtp 5.1.1`. */
    readonly reason: string,
    { mayConcernOneMail = false }: { mayConcernOneMail?: boolean } = {},
  ) {
    super(reason);
    this.name = 'MailError';
    this.mayConcernOneMail = mayConcernOneMail;
  }
}
